#include "common/train/answer_spans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

using ::testing::SizeIs;

constexpr char kContext[] = "é bb 中";

// [CLS] q [SEP] é bb 中 [SEP]
QuestionWindow Window() {
  QuestionWindow window{.context_begin = 3, .offsets = {{0, 1}, {2, 4}, {5, 6}}};
  window.tokens.ids.resize(7);
  return window;
}

FoundAnswer Find(const std::vector<double>& start, const std::vector<double>& end,
                 const AnswerConfig& config = {}) {
  const QuestionWindow window = Window();
  const WindowScores scores{&window, start, end};
  return FindAnswer(kContext, {&scores, 1}, config);
}

TEST(AnswerSpans, TakesTheHighestSpanOfTheContext) {
  // Highest are the question's start and [SEP]'s end; then é … bb.
  const FoundAnswer found = Find({0, 9, 0, 3, 2, 1, 0}, {0, 0, 0, 0, 2, 1, 9});
  EXPECT_EQ(found.text, "é bb");
  ASSERT_THAT(found.spans, SizeIs(6));
  EXPECT_EQ(found.spans[0].begin, 0);
  EXPECT_EQ(found.spans[0].end, 4);
  EXPECT_EQ(found.spans[0].score, 5);
  EXPECT_EQ(found.none_score, -5);
  // Starts 3, 2, 1 with ends from there on: 5, 4, 3; 4, 3; 2.
  double sum = 0;
  for (const double score : {5, 4, 4, 3, 3, 2}) sum += std::exp(score - 5);
  EXPECT_NEAR(found.spans[0].probability, 1 / sum, 1e-15);
  EXPECT_EQ(Find({0, 0, 0, 0, 0, 7, 0}, {0, 0, 0, 0, 0, 7, 0}).text, "中");
}

TEST(AnswerSpans, KeepsToTheLongestLength) {
  const std::vector<double> start = {0, 0, 0, 5, 1, 0, 0}, end = {0, 0, 0, 0, 0, 5, 0};
  EXPECT_EQ(Find(start, end).text, "é bb 中");
  EXPECT_EQ(Find(start, end, {.longest = 2}).text, "bb 中");
  EXPECT_EQ(Find(start, end, {.longest = 1}).text, "é");
}

TEST(AnswerSpans, LooksAtTheBestStartsAndEndsOnly) {
  const std::vector<double> start = {0, 9, 0, 3, 2, 1, 0}, end = {0, 0, 0, 0, 2, 1, 9};
  EXPECT_THAT(Find(start, end, {.best = 2}).spans, SizeIs(1));
  // The one best start is the question's: there is no span.
  const FoundAnswer none = Find(start, end, {.best = 1});
  EXPECT_THAT(none.spans, SizeIs(0));
  EXPECT_EQ(none.text, "");
}

TEST(AnswerSpans, SaysNoneIfClsWinsByTheThreshold) {
  const std::vector<double> start = {4, 0, 0, 3, 0, 0, 0}, end = {3, 0, 0, 3, 0, 0, 0};
  EXPECT_EQ(Find(start, end).text, "é");
  const FoundAnswer none = Find(start, end, {.may_be_none = true});
  EXPECT_EQ(none.text, "");
  EXPECT_EQ(none.none_score, 1);
  EXPECT_EQ(Find(start, end, {.may_be_none = true, .none_threshold = 1}).text, "é");
}

TEST(AnswerSpans, OfSeveralWindowsTheBestSpanAndTheLowestNoneCount) {
  const QuestionWindow window = Window();
  const std::vector<double> low(7, 0), high = {5, 0, 0, 0, 2, 0, 0};
  const WindowScores scores[] = {{&window, high, high}, {&window, low, low}};
  const FoundAnswer found = FindAnswer(kContext, scores, {.may_be_none = true});
  EXPECT_EQ(found.text, "bb");
  EXPECT_EQ(found.none_score, 0 - 4);
  EXPECT_THAT(found.spans, SizeIs(12));
  EXPECT_THAT(FindAnswer(kContext, scores, {.best = 7}).spans, SizeIs(7));
}

TEST(AnswerSpansDeathTest, ChecksTheLengths) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Find({0, 0}, {0, 0}), "2 vs. 7");
}

}  // namespace
}  // namespace graft
