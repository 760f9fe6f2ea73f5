#include "algorithms/answers/templates.h"

#include <gtest/gtest.h>

#include "algorithms/search/first_true.h"

namespace graft::answers {
namespace {

TEST(Templates, AreFirstTrueAndLastTrue) {
  for (int lo = -5; lo <= 2; ++lo) {
    for (int hi = lo; hi <= lo + 8; ++hi) {
      for (int border = lo - 1; border <= hi + 1; ++border) {
        const auto from = [&](int x) { return x >= border; };
        const int first = search::FirstTrue(lo, hi, from);
        ASSERT_EQ(FirstTrueLessOrEqual(lo, hi, from), first);
        ASSERT_EQ(FirstTrueLess(lo, hi, from), first);
        ASSERT_EQ(FirstTrueNeighbours(lo, hi, from), first);
        const auto to = [&](int x) { return x <= border; };
        ASSERT_EQ(LastTrueLess(lo, hi, to), search::LastTrue(lo, hi, to));
      }
    }
  }
}

// Bit x of `truth` is pred(x): any predicate, monotone or not.
TEST(Templates, EndAtABorderOfAnyPredicateAndAskOnlyInside) {
  for (int n = 0; n <= 8; ++n) {
    for (int truth = 0; truth < 1 << n; ++truth) {
      const auto pred = [&](int x) {
        EXPECT_TRUE(0 <= x && x < n);
        return truth >> x & 1;
      };
      for (int x : {FirstTrueLessOrEqual(0, n, pred), FirstTrueLess(0, n, pred),
                    FirstTrueNeighbours(0, n, pred)})
        ASSERT_TRUE((x == 0 || !pred(x - 1)) && (x == n || pred(x)));
      const int last = LastTrueLess(-1, n - 1, pred);
      ASSERT_TRUE((last == -1 || pred(last)) && (last == n - 1 || !pred(last + 1)));
    }
  }
}

// The loop of LastTrueLess with either rounding, given up after 100 rounds.
int RoundsOfLastTrue(int left, int right, int round_up, bool pred_of_mid) {
  int rounds = 0;
  for (; left < right && rounds < 100; ++rounds) {
    const int mid = left + (right - left + round_up) / 2;
    if (!pred_of_mid)
      right = mid - 1;
    else
      left = mid;
  }
  return rounds;
}

int RoundsOfFirstTrue(int left, int right, int round_up, bool pred_of_mid) {
  int rounds = 0;
  for (; left < right && rounds < 100; ++rounds) {
    const int mid = left + (right - left + round_up) / 2;
    if (!pred_of_mid)
      left = mid + 1;
    else
      right = mid;
  }
  return rounds;
}

TEST(Templates, WithTheWrongRoundingDoNotEndOnTwoElements) {
  EXPECT_EQ(RoundsOfLastTrue(0, 1, 1, true), 1);
  EXPECT_EQ(RoundsOfLastTrue(0, 1, 0, true), 100);  // mid is left, and left = mid
  EXPECT_EQ(RoundsOfFirstTrue(0, 1, 0, true), 1);
  EXPECT_EQ(RoundsOfFirstTrue(0, 1, 1, true), 100);    // mid is right, and right = mid
  EXPECT_EQ(RoundsOfLastTrue(0, 1000, 0, true), 100);  // every range comes down to two
  EXPECT_LE(RoundsOfLastTrue(0, 1000, 0, false),
            10);  // the mistake shows on some inputs only
}

TEST(TemplatesDeathTest, RefuseInvertedAndTooWideRanges) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto pred = [](int) { return true; };
  EXPECT_DEATH(FirstTrueLessOrEqual(1, 0, pred), "lo <= hi");
  EXPECT_DEATH(FirstTrueLess(1, 0, pred), "lo <= hi");
  EXPECT_DEATH(LastTrueLess(1, 0, pred), "lo <= hi");
  EXPECT_DEATH(FirstTrueNeighbours(0, 1 << 30, pred), "kTemplateLimit");
}

}  // namespace
}  // namespace graft::answers
