#include "common/train/tagging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/text/wordpiece.h"
#include "common/train/entity_spans.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::RelativeDistance;

// ids 0 … : [PAD] [UNK] [CLS] [SEP] un ##know ##n dog runs
WordPiece Tiny() {
  return WordPiece::Create(
             Vocab::Parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##know\n##n\ndog\nruns\n",
                          "tiny")
                 .value(),
             "tiny")
      .value();
}

TagDataset OneSentence(std::vector<std::string> words, std::vector<int> tags) {
  return {.name = "one",
          .labels = {"O", "B-x", "I-x"},
          .domains = {"one"},
          .examples = {{.words = std::move(words), .tags = std::move(tags)}}};
}

TEST(EncodeSentences, ReadsEachWordAtItsFirstToken) {
  const auto data = OneSentence({"unknown", "dog", "cat"}, {2, 0, 1});
  const EncodedSentence s = EncodeSentences(data, Tiny(), 32).at(0);
  EXPECT_THAT(s.tokens.ids, ElementsAre(2, 4, 5, 6, 7, 1, 3));
  EXPECT_THAT(s.tokens.types, ElementsAre(0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(s.words, ElementsAre(0, 1, 2));
  EXPECT_THAT(s.rows, ElementsAre(1, 4, 5));
  EXPECT_THAT(s.tags, ElementsAre(2, 0, 1));
}

TEST(EncodeSentences, CutsAsHfAndSkipsWordsWithoutAToken) {
  const auto data = OneSentence({"dog", "\x01", "unknown", "runs"}, {0, 1, 2, 0});
  const auto all = EncodeSentences(data, Tiny(), 32);
  EXPECT_THAT(all[0].words, ElementsAre(0, 2, 3));
  EXPECT_EQ(CountUnread(all), 1);
  const auto cut = EncodeSentences(data, Tiny(), 5);
  EXPECT_THAT(cut[0].tokens.ids, ElementsAre(2, 7, 4, 5, 3));
  EXPECT_THAT(cut[0].words, ElementsAre(0, 2));  // two of three tokens of "unknown"
  EXPECT_EQ(CountUnread(cut), 2);
  EXPECT_THAT(EncodeSentences(data, Tiny(), 2)[0].words, IsEmpty());
  EXPECT_DEATH(EncodeSentences(data, Tiny(), 1), "");
}

// Up to 9 words of 1 or 2 tokens each.
std::vector<EncodedSentence> Sentences(int64_t count) {
  std::vector<EncodedSentence> sentences(count);
  for (int64_t i = 0; i < count; ++i) {
    const RandomStream draw = RandomStream(1, "sentences").Fork(i);
    EncodedSentence& s = sentences[i];
    s.tokens.ids = {2};
    for (uint64_t w = 0; w < 1 + draw.Bits(0) % 9; ++w) {
      s.words.push_back(static_cast<int64_t>(w));
      s.rows.push_back(static_cast<int64_t>(s.tokens.ids.size()));
      s.tags.push_back(static_cast<int64_t>(draw.Bits(10 + w) % 3));
      for (uint64_t t = 0; t <= draw.Bits(30 + w) % 2; ++t)
        s.tokens.ids.push_back(static_cast<int32_t>(draw.Bits(50 + 2 * w + t) % 20));
    }
    s.tokens.ids.push_back(3);
    s.tokens.types.resize(s.tokens.ids.size());
  }
  return sentences;
}

class TaggingTest : public ::testing::Test {
 protected:
  TaggingTest() { testing::Randomise(head_.Tensors(), 7); }

  const Bert trunk_ = testing::TinyBert();
  const Graft none_;
  const LinearHead head_{3, 8, 0.3, at::kDouble, RandomStream(1, "init")};
  const Tagger model_{trunk_, none_, head_};
  const std::vector<EncodedSentence> sentences_ = Sentences(300);
};

// The definition, one sentence at a time: only the order of sums in the products differs.
TEST_F(TaggingTest, PredictsEveryWordFromItsOwnSentence) {
  const auto tags = PredictTags(model_, sentences_);
  ASSERT_EQ(tags.size(), 300u);
  const NoGrad no_grad;
  int64_t right = 0, words = 0;
  for (size_t i = 0; i < 300; ++i) {
    const EncodedSentence& s = sentences_[i];
    const at::Tensor rows = trunk_.Forward(MakeBatch({s.tokens}), none_, {}).rows;
    const at::Tensor want =
        head_.Logits(rows.index_select(0, at::tensor(s.rows, at::kLong)), {}).argmax(1);
    const int64_t* w = want.const_data_ptr<int64_t>();
    EXPECT_EQ(tags[i], std::vector<int64_t>(w, w + s.rows.size())) << i;
    for (size_t r = 0; r < s.rows.size(); ++r) right += tags[i][r] == s.tags[r];
    words += static_cast<int64_t>(s.rows.size());
  }
  const Confusion confusion = Evaluate(model_, sentences_);
  EXPECT_EQ(confusion.total(), words);
  EXPECT_EQ(confusion.Accuracy(),
            static_cast<double>(right) / static_cast<double>(words));
}

TEST_F(TaggingTest, AWordWithoutARowHasNoTagAndIsNoEntity) {
  EncodedSentence s = sentences_[0];
  s.tags.push_back(1);  // an entity behind the cut
  const auto tags = PredictTags(model_, {&s, 1});
  EXPECT_EQ(tags[0].back(), -1);
  EXPECT_EQ(tags[0].size(), s.tags.size());
  const std::vector<std::string> labels = {"O", "B-x", "I-x"};
  SpanScore score(labels);
  score.Add(s.tags, tags[0]);
  EXPECT_EQ(EvaluateSpans(model_, {&s, 1}, labels), score.F1());
}

TEST_F(TaggingTest, WordStatesAreThoseThatTheHeadReads) {
  const at::Tensor states = WordStates(trunk_, sentences_);
  std::vector<const EncodedSentence*> all;
  for (const EncodedSentence& s : sentences_) all.push_back(&s);
  const NoGrad no_grad;
  EXPECT_LT(RelativeDistance(head_.Logits(states, {}), model_.Logits(all)), 1e-12);
  EXPECT_EQ(WordStates(trunk_, {}).sizes(), (std::vector<int64_t>{0, 8}));
}

TEST_F(TaggingTest, LossIsTheMeanOverTheWordsOfTheBatch) {
  const TrainTask task = TaggingTask(model_, sentences_, sentences_);
  EXPECT_EQ(task.examples, 300);
  const std::vector<int64_t> members = {4, 250};
  at::Tensor sum = at::zeros({}, at::kDouble);
  int64_t words = 0;
  for (const int64_t i : members) {
    const EncodedSentence* s = &sentences_[i];
    const at::Tensor logits = at::log_softmax(model_.Logits({&s, 1}), 1);
    for (size_t r = 0; r < s->rows.size(); ++r) sum = sum - logits[r][s->tags[r]];
    words += static_cast<int64_t>(s->rows.size());
  }
  EXPECT_LT(RelativeDistance(task.loss(members, {}), sum / words), 1e-12);
  EXPECT_EQ(task.score(), Evaluate(model_, sentences_).Accuracy());
  const std::vector<std::string> labels = {"O", "B-x", "I-x"};
  EXPECT_EQ(TaggingTask(model_, sentences_, sentences_, labels).score(),
            EvaluateSpans(model_, sentences_, labels));
  EXPECT_FALSE(TaggingTask(model_, sentences_, {}).score);
}

TEST_F(TaggingTest, LossDifferentiatesWithDropout) {
  const TrainTask task = TaggingTask(model_, sentences_, {});
  const std::vector<int64_t> members = {1, 2};
  const Dropout dropout(RandomStream(1, "dropout"));
  const auto agreement = testing::CheckGradient(
      [&] { return task.loss(members, dropout); }, head_.Tensors());
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST_F(TaggingTest, SentencesWithoutAWordToReadTeachNothing) {
  EncodedSentence empty;
  empty.tokens = {{2, 3}, {0, 0}};
  const std::vector<EncodedSentence> sentences = {empty};
  const TrainTask task = TaggingTask(model_, sentences, {});
  const std::vector<int64_t> members = {0};
  EXPECT_EQ(task.loss(members, {}).item<double>(), 0);
  EXPECT_TRUE(std::isnan(Evaluate(model_, sentences).Accuracy()));
}

}  // namespace
}  // namespace graft
