#include "algorithms/answers/magnetic_force_between_two_balls.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

TEST(MagneticForceBetweenTwoBalls, SolvesTheExamples) {
  EXPECT_EQ(MagneticForceBetweenTwoBalls({1, 2, 3, 4, 7}, 3), 3);
  EXPECT_EQ(MagneticForceBetweenTwoBalls({5, 4, 3, 2, 1, 1000000000}, 2), 999999999);
}

std::vector<int> Members(int set) {
  std::vector<int> members;
  for (int i = 0; i < 10; ++i)
    if (set >> i & 1) members.push_back(i);
  return members;
}

int LeastDistance(int set) {
  const std::vector<int> members = Members(set);
  int least = 10;
  for (size_t i = 1; i < members.size(); ++i)
    least = std::min(least, members[i] - members[i - 1]);
  return least;
}

TEST(MagneticForceBetweenTwoBalls, IsTheBestOfAllChoices) {
  for (int baskets = 0; baskets < 1 << 10; ++baskets) {
    int best[11] = {};
    for (int chosen = baskets; chosen > 0; chosen = (chosen - 1) & baskets) {
      int& known = best[__builtin_popcount(chosen)];
      known = std::max(known, LeastDistance(chosen));
    }
    for (int m = 2; m <= __builtin_popcount(baskets); ++m)
      ASSERT_EQ(MagneticForceBetweenTwoBalls(Members(baskets), m), best[m]);
  }
}

TEST(MagneticForceBetweenTwoBalls, ReachesBothBounds) {
  EXPECT_EQ(MagneticForceBetweenTwoBalls({0, 2147483647}, 2), 2147483647);
  EXPECT_EQ(MagneticForceBetweenTwoBalls({7, 5, 6, 8}, 4), 1);
  EXPECT_EQ(MagneticForceBetweenTwoBalls({1, 2}, 2), 1);
}

TEST(MagneticForceBetweenTwoBallsDeathTest, RefusesTooFewBasketsOrEqualOnes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MagneticForceBetweenTwoBalls({1, 2}, 1), "2 <= m");
  EXPECT_DEATH(MagneticForceBetweenTwoBalls({1, 2}, 3), "2 <= m");
  EXPECT_DEATH(MagneticForceBetweenTwoBalls({2, 1, 2}, 2), "adjacent_find");
  EXPECT_DEATH(MagneticForceBetweenTwoBalls({-1, 1}, 2), "position.0. >= 0");
}

}  // namespace
}  // namespace graft::answers
