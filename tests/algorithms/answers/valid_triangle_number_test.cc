#include "algorithms/answers/valid_triangle_number.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(ValidTriangleNumber, SolvesTheExamples) {
  EXPECT_EQ(ValidTriangleNumber({2, 2, 3, 4}), 3);
  EXPECT_EQ(ValidTriangleNumber({4, 2, 3, 4}), 4);
}

int CountByAsking(const std::vector<int>& nums) {
  int triangles = 0;
  for (size_t i = 0; i < nums.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      for (size_t k = 0; k < j; ++k)
        triangles += nums[i] + nums[j] > nums[k] && nums[j] + nums[k] > nums[i] &&
                     nums[k] + nums[i] > nums[j];
  return triangles;
}

TEST(ValidTriangleNumber, CountsTheTriplesThatObeyAllThreeInequalities) {
  for (const std::vector<int>& nums : AllArrays(0, 5, 0, 6))
    ASSERT_EQ(ValidTriangleNumber(nums), CountByAsking(nums));
}

TEST(ValidTriangleNumber, AddsBeyond32Bits) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(ValidTriangleNumber({kMax, kMax, kMax}), 1);
  EXPECT_EQ(ValidTriangleNumber({kMax, 1, kMax}), 1);
  EXPECT_EQ(ValidTriangleNumber({kMax, 1, kMax - 1}), 0);
}

TEST(ValidTriangleNumberDeathTest, RefusesNegatives) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ValidTriangleNumber({3, -1, 3}), "precondition failed: .*>= 0");
}

}  // namespace
}  // namespace graft::answers
