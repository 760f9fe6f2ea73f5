#include "common/train/multiple_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/text/wordpiece.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::RelativeDistance;

TokenSequence Tokens(std::vector<int32_t> ids) {
  std::vector<int32_t> types(ids.size(), 0);
  return {std::move(ids), std::move(types)};
}

class MultipleChoiceTest : public ::testing::Test {
 protected:
  std::vector<const EncodedChoices*> All() const {
    std::vector<const EncodedChoices*> all;
    for (const EncodedChoices& question : questions_) all.push_back(&question);
    return all;
  }

  const Bert trunk_ = testing::TinyBert();
  const Graft none_;
  const Head head_{1, 8, Pooling::kPooler, 0.1, at::kDouble, RandomStream(1, "init")};
  const Chooser model_{trunk_, none_, head_};
  // Three and two choices.
  const std::vector<EncodedChoices> questions_ = {
      {{Tokens({2, 5, 3, 6, 3}), Tokens({2, 5, 3, 7, 8, 3}), Tokens({2, 5, 3, 9, 3})},
       2},
      {{Tokens({2, 10, 3, 11, 3}), Tokens({2, 10, 3, 12, 3})}, 0}};
};

TEST_F(MultipleChoiceTest, ReadsATextWithEachOfItsChoices) {
  const WordPiece abc =
      WordPiece::Create(Vocab::Parse("[UNK]\n[CLS]\n[SEP]\na\nb\nc\n", "abc").value(),
                        "abc")
          .value();
  const ChoiceDataset data{
      "d", {}, {}, {{.text = "a", .choices = {"b", "b c"}, .label = 1}}};
  const auto encoded = EncodeChoices(data, abc, 6);
  ASSERT_EQ(encoded.size(), 1u);
  EXPECT_EQ(encoded[0].label, 1);
  ASSERT_EQ(encoded[0].choices.size(), 2u);
  EXPECT_THAT(encoded[0].choices[0].ids, ElementsAre(1, 3, 2, 4, 2));
  EXPECT_THAT(encoded[0].choices[1].ids, ElementsAre(1, 3, 2, 4, 5, 2));
  EXPECT_THAT(encoded[0].choices[1].types, ElementsAre(0, 0, 0, 1, 1, 1));
}

TEST_F(MultipleChoiceTest, ScoresEachChoiceByTheHead) {
  testing::Randomise(head_.Tensors(), 2);
  const auto scores = model_.Scores(All());
  ASSERT_EQ(scores.size(), 2u);
  EXPECT_EQ(scores[0].sizes(), at::IntArrayRef({3}));
  EXPECT_EQ(scores[1].sizes(), at::IntArrayRef({2}));
  const Ragged x = trunk_.Forward(MakeBatch({questions_[1].choices[1]}), none_, {});
  // Alone and in a batch: other orders of sums.
  EXPECT_LT(
      RelativeDistance(head_.Logits(trunk_, x, none_, {})[0], scores[1].slice(0, 1)),
      1e-13);
}

TEST_F(MultipleChoiceTest, LossIsTheMeanCrossEntropyOverEachQuestionsChoices) {
  testing::Randomise(head_.Tensors(), 2);
  const auto s = model_.Scores(All());
  const at::Tensor want =
      (s[0].exp().sum().log() - s[0][2] + s[1].exp().sum().log() - s[1][0]) / 2;
  EXPECT_NEAR(ChoiceLoss(model_, All()).item<double>(), want.item<double>(), 1e-12);
}

TEST_F(MultipleChoiceTest, LossDifferentiates) {
  testing::Randomise(head_.Tensors(), 2);
  // The bias moves all scores alike: its gradient is 0 but for rounding.
  const std::vector<NamedTensor> weight = {head_.Tensors()[0]};
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckGradient(
        [&] { return ChoiceLoss(model_, All(), dropout); }, weight);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST_F(MultipleChoiceTest, LearnsTheRightChoices) {
  const TrainTask task = MultipleChoiceTask(model_, questions_, questions_);
  TrainConfig config{.rate = 0.05, .batch = 2, .steps = 100};
  config.warm_up = 0;
  const auto result = Train(task, head_.Tensors(), config);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_THAT(Choose(model_, questions_), ElementsAre(2, 0));
  const Confusion confusion = Evaluate(model_, questions_);
  EXPECT_EQ(confusion.classes(), 3);
  EXPECT_EQ(confusion.Accuracy(), 1);
}

TEST_F(MultipleChoiceTest, ChecksClassesChoicesAndLabels) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Head two(2, 8, Pooling::kPooler, 0, at::kDouble, RandomStream(1, "init"));
  EXPECT_DEATH((Chooser{trunk_, none_, two}.Scores(All())), "2 vs. 1");
  const EncodedChoices empty, unknown{questions_[0].choices, -1};
  const EncodedChoices *no_choice[] = {&empty}, *no_label[] = {&unknown};
  EXPECT_DEATH(model_.Scores(no_choice), "without choices");
  EXPECT_DEATH(ChoiceLoss(model_, no_label), "label -1");
}

}  // namespace
}  // namespace graft
