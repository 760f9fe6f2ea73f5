#include "common/train/classification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/text/wordpiece.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::RelativeDistance;

constexpr int64_t kClasses = 3;

// 1 to 30 tokens each; 300 of them are more than two batches of 2048 tokens.
std::vector<EncodedText> Texts(int64_t count) {
  std::vector<EncodedText> texts(count);
  for (int64_t i = 0; i < count; ++i) {
    const RandomStream text = RandomStream(1, "texts").Fork(i);
    const uint64_t length = 1 + text.Bits(0) % 30;
    for (uint64_t t = 0; t < length; ++t)
      texts[i].tokens.ids.push_back(static_cast<int32_t>(text.Bits(1 + t) % 20));
    texts[i].tokens.types.resize(length);
    texts[i].label = static_cast<int64_t>(text.Bits(100) % kClasses);
  }
  return texts;
}

class ClassificationTest : public ::testing::Test {
 protected:
  ClassificationTest() {
    testing::Randomise(head_.Tensors(), 7);  // the start values are small and b is 0
  }
  at::Tensor LogitsOf(const EncodedText& text) const {
    const NoGrad no_grad;
    return model_.Logits(MakeBatch({text.tokens})).to(at::kDouble)[0];
  }

  const Bert trunk_ = testing::TinyBert();
  const Graft none_;
  const Head head_{kClasses, trunk_.info().hidden, Pooling::kMean,
                   0.5,      at::kDouble,          RandomStream(1, "init")};
  const Classifier model_{trunk_, none_, head_};
  const std::vector<EncodedText> texts_ = Texts(300);
};

// Rows do not see one another; only the shape of the matrix products, and so the order of
// their sums, differs: some hundred roundings of 1e-16 through two layers.
TEST_F(ClassificationTest, LogitsInABatchAreThoseOfEachTextAlone) {
  const at::Tensor all = PredictLogits(model_, texts_);
  ASSERT_EQ(all.sizes(), (std::vector<int64_t>{300, kClasses}));
  EXPECT_EQ(all.scalar_type(), at::kDouble);
  EXPECT_FALSE(all.requires_grad());
  for (int64_t i = 0; i < 300; ++i)
    EXPECT_LT(RelativeDistance(all[i], LogitsOf(texts_[i])), 1e-12) << i;
}

TEST_F(ClassificationTest, PredictsAFloatModelInItsOwnPrecision) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  Head head(kClasses, trunk.info().hidden, Pooling::kMean, 0, at::kFloat,
            RandomStream(1, "init"));
  testing::Randomise(head.Tensors(), 7);
  // A few hundred roundings of 6e-8, against the same model in double.
  EXPECT_LT(RelativeDistance(PredictLogits({trunk, none_, head}, texts_),
                             PredictLogits(model_, texts_)),
            3e-5);
}

TEST_F(ClassificationTest, NoTextsGiveNoLogits) {
  EXPECT_EQ(PredictLogits(model_, {}).sizes(), (std::vector<int64_t>{0, kClasses}));
  EXPECT_EQ(Evaluate(model_, {}).total(), 0);
  EXPECT_EQ(MeanStates(trunk_, {}).size(0), 0);
}

TEST_F(ClassificationTest, EvaluateCountsTheLargestLogits) {
  const Confusion confusion = Evaluate(model_, texts_);
  int64_t counts[kClasses][kClasses] = {}, right = 0;
  for (const EncodedText& text : texts_) {
    const at::Tensor logits = LogitsOf(text);
    const double* l = logits.const_data_ptr<double>();
    const int64_t guess = std::max_element(l, l + kClasses) - l;
    ++counts[text.label][guess];
    right += guess == text.label;
  }
  for (int64_t t = 0; t < kClasses; ++t)
    for (int64_t p = 0; p < kClasses; ++p)
      EXPECT_EQ(confusion.Count(t, p), counts[t][p]) << t << " as " << p;
  EXPECT_EQ(confusion.Accuracy(), static_cast<double>(right) / 300);
}

// The definition, one text at a time; the tolerance is that of the logits.
TEST_F(ClassificationTest, MeanStatesAreMeansOverTheTokens) {
  const at::Tensor all = MeanStates(trunk_, texts_);
  ASSERT_EQ(all.sizes(), (std::vector<int64_t>{300, trunk_.info().hidden}));
  EXPECT_FALSE(all.requires_grad());
  for (int64_t i = 0; i < 300; ++i) {
    const at::Tensor mean =
        trunk_.Forward(MakeBatch({texts_[i].tokens}), none_, {}).rows.mean(0);
    EXPECT_LT(RelativeDistance(all[i], mean), 1e-12) << i;
  }
}

TEST_F(ClassificationTest, TheTaskIsMeanCrossEntropyAndAccuracy) {
  const std::vector<EncodedText> dev = Texts(40);
  const TrainTask task = ClassificationTask(model_, texts_, dev);
  EXPECT_EQ(task.examples, 300);
  const std::vector<int64_t> rows = {5, 200, 17};
  const at::Tensor loss = task.loss(rows, {});
  double want = 0;
  for (const int64_t row : rows)
    want -=
        at::log_softmax(LogitsOf(texts_[row]), 0)[texts_[row].label].item<double>() / 3;
  EXPECT_NEAR(loss.item<double>(), want, 1e-13 * (1 + want));
  loss.backward();
  EXPECT_GT(head_.Tensors()[0].tensor.grad().norm().item<double>(), 0);
  EXPECT_EQ(task.score(), Evaluate(model_, dev).Accuracy());
}

TEST_F(ClassificationTest, DropoutReachesTrunkAndHead) {
  const std::vector<EncodedText> none;
  const TrainTask task = ClassificationTask(model_, texts_, none);
  EXPECT_FALSE(task.score);
  const std::vector<int64_t> rows = {1, 2};
  const auto loss = [&](uint64_t step) {
    return task.loss(rows, Dropout(RandomStream(step, "dropout"))).item<double>();
  };
  EXPECT_EQ(loss(1), loss(1));
  EXPECT_NE(loss(1), loss(2));
  EXPECT_NE(loss(1), task.loss(rows, {}).item<double>());
}

WordPiece Abc() {
  return WordPiece::Create(
             Vocab::Parse("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\nc\n", "v").value(), "v")
      .value();
}

TEST(EncodeTexts, CutsTextsAndKeepsLabels) {
  TextDataset data;
  data.labels = {"no", "yes"};
  data.examples = {
      {.text = "a b c", .label = 1}, {.text = "a b c a b c"}, {.text = ""}};
  const std::vector<EncodedText> texts = EncodeTexts(data, Abc(), 6);
  ASSERT_EQ(texts.size(), 3);
  EXPECT_THAT(texts[0].tokens.ids, ElementsAre(2, 4, 5, 6, 3));
  EXPECT_THAT(texts[0].tokens.types, ElementsAre(0, 0, 0, 0, 0));
  EXPECT_EQ(texts[0].label, 1);
  EXPECT_THAT(texts[1].tokens.ids, ElementsAre(2, 4, 5, 6, 4, 3));
  EXPECT_EQ(texts[1].label, 0);
  EXPECT_THAT(texts[2].tokens.ids, ElementsAre(2, 3));
}

// In a data set of pairs an empty second text is one all the same.
TEST(EncodeTexts, PairsAreSoByTheDataSetAndNotByTheRow) {
  TextDataset data;
  data.pairs = true;
  data.examples = {{.text = "a", .text_pair = "b c"}, {.text = "a", .text_pair = ""}};
  const std::vector<EncodedText> texts = EncodeTexts(data, Abc(), 6);
  ASSERT_EQ(texts.size(), 2);
  EXPECT_THAT(texts[0].tokens.ids, ElementsAre(2, 4, 3, 5, 6, 3));
  EXPECT_THAT(texts[0].tokens.types, ElementsAre(0, 0, 0, 1, 1, 1));
  EXPECT_THAT(texts[1].tokens.ids, ElementsAre(2, 4, 3, 3));
  EXPECT_THAT(texts[1].tokens.types, ElementsAre(0, 0, 0, 1));
}

}  // namespace
}  // namespace graft
