// The chapter's examples: each block of its code stands here, and compiles.
#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <vector>

#include "algorithms/search/first_true.h"
#include "algorithms/search/index.h"
#include "algorithms/search/sorted_search.h"
#include "common/testing/quotes.h"

namespace graft {
namespace {

constexpr auto at_least_50 = [](int x) { return x * x >= 50; };
static_assert(search::FirstTrue(0, 10, at_least_50) == 8);  // 49 < 50 <= 64
static_assert(search::FirstTrue(0, 5, at_least_50) == 5);   // none: the sentinel

constexpr auto at_most_50 = [](int x) { return x * x <= 50; };
static_assert(search::LastTrue(0, 10, at_most_50) == 7);  // the neighbour below

constexpr int kLeast = std::numeric_limits<int>::min();
constexpr int kGreatest = std::numeric_limits<int>::max();
static_assert(search::FirstTrue(kLeast, kGreatest, [](int x) { return x >= -3; }) ==
              -3);

constexpr double root = search::LastTrue(0.0, 2.0, [](double x) { return x * x <= 2; });
static_assert(root * root <= 2 && root > 1.41421356237309);  // the last such double

// Two elements left: lo = 0, hi = 1.
static_assert(std::midpoint(0, 1) == 0);  // FirstTrue: lo = mid + 1 or hi = mid
static_assert(std::midpoint(1, 0) == 1);  // LastTrue: lo = mid or hi = mid - 1

// Not monotone: false true false true. A boundary all the same.
static_assert(search::FirstTrue(0, 4, [](int x) { return x % 2 == 1; }) == 3);

TEST(FirstTrueReadme, TheIndex) {
  const std::vector<int> sorted = {1, 3, 3, 7};
  const search::Index<int> index(sorted);
  EXPECT_EQ(index.LowerBound(3), 1u);
  EXPECT_EQ(index.Count(3), 2u);
  std::vector<size_t> ranks(3);
  index.LowerBound(std::vector<int>{0, 4, 9}, ranks);  // many together
  EXPECT_EQ(ranks, (std::vector<size_t>{0, 3, 4}));
  EXPECT_EQ(search::LowerBound(sorted.begin(), sorted.end(), 7), sorted.end() - 1);
}

TEST(FirstTrueReadme, QuotesThisFile) {
  const int blocks = graft::testing::ExpectQuoted(
      "algorithms/search/README.md",
      {"tests/algorithms/search/first_true_readme_test.cc"});
  EXPECT_GE(blocks, 6);
}

}  // namespace
}  // namespace graft
