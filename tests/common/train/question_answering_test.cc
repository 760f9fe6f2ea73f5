#include "common/train/question_answering.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using testing::RelativeDistance;

// A context of one letter a token.
QuestionWindow Window(int64_t question, std::vector<int32_t> ids, int64_t start,
                      int64_t end) {
  QuestionWindow window{.question = question, .context_begin = 3};
  window.tokens = {ids, std::vector<int32_t>(ids.size(), 0)};
  for (int32_t i = 0; i + 4 < static_cast<int32_t>(ids.size()); ++i)
    window.offsets.emplace_back(i, i + 1);
  window.start = start;
  window.end = end;
  return window;
}

class QuestionAnsweringTest : public ::testing::Test {
 protected:
  std::vector<const QuestionWindow*> All() const {
    std::vector<const QuestionWindow*> all;
    for (const QuestionWindow& window : windows_) all.push_back(&window);
    return all;
  }

  const Bert trunk_ = testing::TinyBert();
  const Graft none_;
  const LinearHead head_{2, 8, 0.1, at::kDouble, RandomStream(1, "init"), "qa_outputs"};
  const QuestionAnswerer model_{trunk_, none_, head_};
  // Two questions about "abc" and "de", and a second window of the first.
  const SquadData data_{{"abc", "de"},
                        {{"1", "q", 0, {{"b", 1}}}, {"2", "q", 1, {{"de", 0}}}}};
  const std::vector<QuestionWindow> windows_ = {
      Window(0, {2, 4, 3, 11, 12, 13, 3}, 4, 4), Window(1, {2, 5, 3, 14, 15, 3}, 3, 4),
      Window(0, {2, 4, 3, 16, 17, 3}, 0, 0)};
};

TEST_F(QuestionAnsweringTest, ScoresEachTokenOfEachWindow) {
  const auto logits = model_.Logits(All());
  ASSERT_EQ(logits.size(), 3);
  EXPECT_EQ(logits[0].sizes(), at::IntArrayRef({7, 2}));
  // A window does not see its neighbours, but for the order of sums.
  const QuestionWindow* alone[] = {&windows_[1]};
  EXPECT_LT(RelativeDistance(model_.Logits(alone)[0], logits[1]), 1e-13);
}

TEST_F(QuestionAnsweringTest, LossIsTheMeanCrossEntropyOfStartsAndEnds) {
  testing::Randomise(head_.Tensors(), 2);
  const auto logits = model_.Logits(All());
  double sum = 0;
  for (size_t i = 0; i < windows_.size(); ++i)
    for (const auto& [column, want] :
         {std::pair<int64_t, int64_t>(0, windows_[i].start), {1, windows_[i].end}}) {
      const at::Tensor scores = logits[i].select(1, column);
      sum += (scores.exp().sum().log() - scores[want]).item<double>();
    }
  EXPECT_NEAR(SpanLoss(model_, All()).item<double>(), sum / 6, 1e-12);
}

TEST_F(QuestionAnsweringTest, LossDifferentiates) {
  testing::Randomise(head_.Tensors(), 2);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckGradient(
        [&] { return SpanLoss(model_, All(), dropout); }, head_.Tensors());
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST_F(QuestionAnsweringTest, FindsAnAnswerForEachQuestionInTheirOrder) {
  testing::Randomise(head_.Tensors(), 2);
  const auto answers = FindAnswers(model_, data_, windows_, {});
  ASSERT_EQ(answers.size(), 2u);
  // 3·4/2 spans of three letters and 2·3/2 of the second window's two; 3 of "de".
  EXPECT_EQ(answers[0].spans.size(), 9u);
  EXPECT_EQ(answers[1].spans.size(), 3u);
  EXPECT_EQ(answers[0].text, std::string("abc").substr(
                                 answers[0].spans[0].begin,
                                 answers[0].spans[0].end - answers[0].spans[0].begin));
  const SquadData nothing{{"c"}, {{"1", "q", 0, {}}}};
  EXPECT_EQ(FindAnswers(model_, nothing, {}, {})[0].text, "");
}

TEST_F(QuestionAnsweringTest, LearnsWhereTheAnswersAre) {
  // The head alone, on a trunk of random weights: it tells these tokens apart.
  const TrainTask task = QuestionAnsweringTask(model_, windows_, data_, windows_, {});
  TrainConfig config{.rate = 0.05, .batch = 3, .steps = 150};
  config.warm_up = 0;
  const auto result = Train(task, head_.Tensors(), config);
  ASSERT_TRUE(result.ok()) << result.status();
  const SquadMetric metric = Evaluate(model_, data_, windows_, {});
  EXPECT_EQ(metric.ExactMatch(), 1);
  EXPECT_EQ(metric.questions(), 2);
}

TEST_F(QuestionAnsweringTest, NeedsAHeadOfTwoClasses) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const LinearHead three(3, 8, 0, at::kDouble, RandomStream(1, "init"));
  EXPECT_DEATH((QuestionAnswerer{trunk_, none_, three}.Logits(All())), "3 vs. 2");
}

}  // namespace
}  // namespace graft
