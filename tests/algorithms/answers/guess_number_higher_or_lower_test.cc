#include "algorithms/answers/guess_number_higher_or_lower.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

auto Picked(int pick) {
  return [pick](int m) { return (pick > m) - (pick < m); };
}

TEST(GuessNumberHigherOrLower, SolvesTheExamples) {
  EXPECT_EQ(GuessNumberHigherOrLower(10, Picked(6)), 6);
  EXPECT_EQ(GuessNumberHigherOrLower(1, Picked(1)), 1);
  EXPECT_EQ(GuessNumberHigherOrLower(2, Picked(1)), 1);
}

TEST(GuessNumberHigherOrLower, FindsEachPickWithFewGuesses) {
  for (int n = 1; n <= 60; ++n) {
    for (int pick = 1; pick <= n; ++pick) {
      int guesses = 0;
      const auto guess = [&](int m) {
        EXPECT_TRUE(1 <= m && m < n);
        ++guesses;
        return Picked(pick)(m);
      };
      ASSERT_EQ(GuessNumberHigherOrLower(n, guess), pick);
      ASSERT_LT(1 << guesses, 2 * n) << "more than ⌈log₂ n⌉ guesses";
    }
  }
}

TEST(GuessNumberHigherOrLower, DoesNotOverflow) {
  constexpr int kMax = 2147483647;
  for (int pick : {1, 2, kMax - 1, kMax, 1702766719})
    EXPECT_EQ(GuessNumberHigherOrLower(kMax, Picked(pick)), pick);
}

TEST(GuessNumberHigherOrLowerDeathTest, RefusesNoNumbers) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(GuessNumberHigherOrLower(0, Picked(1)), "n >= 1");
}

}  // namespace
}  // namespace graft::answers
