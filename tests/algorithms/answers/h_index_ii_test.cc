#include "algorithms/answers/h_index_ii.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(HIndexII, SolvesTheExamples) {
  EXPECT_EQ(HIndexII({0, 1, 3, 5, 6}), 3);
  EXPECT_EQ(HIndexII({1, 2, 100}), 2);
}

int HIndexByDefinition(const std::vector<int>& citations) {
  int best = 0;
  for (int h = 1; h <= std::ssize(citations); ++h) {
    int papers = 0;
    for (int cited : citations) papers += cited >= h;
    if (papers >= h) best = h;
  }
  return best;
}

TEST(HIndexII, IsTheLastHByDefinition) {
  for (const std::vector<int>& citations : AllSortedArrays(0, 5, 0, 6))
    ASSERT_EQ(HIndexII(citations), HIndexByDefinition(citations));
}

TEST(HIndexII, ReachesBothBounds) {
  EXPECT_EQ(HIndexII({}), 0);
  EXPECT_EQ(HIndexII({0}), 0);
  EXPECT_EQ(HIndexII({1}), 1);
  EXPECT_EQ(HIndexII({2147483647, 2147483647}), 2);
}

TEST(HIndexIIDeathTest, RefusesUnsortedAndNegativeCitations) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(HIndexII({2, 1}), "precondition failed: .*is_sorted");
  EXPECT_DEATH(HIndexII({-1, 1}), "precondition failed: .*>= 0");
}

}  // namespace
}  // namespace graft::answers
