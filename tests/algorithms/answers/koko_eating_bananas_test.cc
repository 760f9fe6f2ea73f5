#include "algorithms/answers/koko_eating_bananas.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(KokoEatingBananas, SolvesTheExamples) {
  EXPECT_EQ(KokoEatingBananas({3, 6, 7, 11}, 8), 4);
  EXPECT_EQ(KokoEatingBananas({30, 11, 23, 4, 20}, 5), 30);
  EXPECT_EQ(KokoEatingBananas({30, 11, 23, 4, 20}, 6), 23);
}

// Eats bite by bite, at 1, 2, 3 … bananas an hour.
int SlowestByTrying(const std::vector<int>& piles, int h) {
  for (int speed = 1;; ++speed) {
    int hours = 0;
    for (int pile : piles)
      for (int left = pile; left > 0; left -= speed) ++hours;
    if (hours <= h) return speed;
  }
}

TEST(KokoEatingBananas, IsTheFirstSpeedThatSuffices) {
  for (const std::vector<int>& piles : AllArrays(1, 4, 1, 5))
    for (int h = std::ssize(piles); h <= 4 * std::ssize(piles) + 1; ++h)
      ASSERT_EQ(KokoEatingBananas(piles, h), SlowestByTrying(piles, h));
}

TEST(KokoEatingBananas, ReachesBothBounds) {
  EXPECT_EQ(KokoEatingBananas({5, 5}, 10), 1);
  EXPECT_EQ(KokoEatingBananas({5, 9}, 2), 9);
  EXPECT_EQ(KokoEatingBananas({1}, 1000), 1);
  EXPECT_EQ(KokoEatingBananas({0, 0}, 2), 1);
}

TEST(KokoEatingBananas, AddsHoursBeyond32Bits) {
  constexpr int kMax = 2147483647;
  EXPECT_EQ(KokoEatingBananas(std::vector<int>(4, kMax), kMax), 5);
  EXPECT_EQ(KokoEatingBananas({kMax}, 1), kMax);
  EXPECT_EQ(KokoEatingBananas({kMax}, kMax), 1);
}

TEST(KokoEatingBananasDeathTest, RefusesNoPilesAndTooFewHours) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(KokoEatingBananas({}, 1), "precondition failed: !piles.empty");
  EXPECT_DEATH(KokoEatingBananas({1, 1}, 1), "precondition failed: h >= ");
  EXPECT_DEATH(KokoEatingBananas({-1, 5}, 2), "precondition failed: value >= 0");
}

}  // namespace
}  // namespace graft::answers
