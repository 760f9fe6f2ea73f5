#include "algorithms/answers/parts.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

int64_t Sum(int64_t sum, int) { return sum; }
int64_t SumWithoutLargest(int64_t sum, int largest) { return sum - largest; }

// The fewest parts over all cuts: bit i of `cuts` cuts behind values[i].
template <class Cost>
int FewestOfAllCuts(const std::vector<int>& values, int limit, Cost cost) {
  const int n = std::ssize(values);
  int fewest = n;
  for (int cuts = 0; cuts < 1 << (n - 1); ++cuts) {
    bool fits = true;
    for (int begin = 0, end = 1; end <= n; ++end) {
      if (end < n && !(cuts >> (end - 1) & 1)) continue;
      const std::vector<int> part(values.begin() + begin, values.begin() + end);
      fits = fits && cost(std::accumulate(part.begin(), part.end(), int64_t{0}),
                          *std::max_element(part.begin(), part.end())) <= limit;
      begin = end;
    }
    if (fits) fewest = std::min(fewest, 1 + __builtin_popcount(cuts));
  }
  return fewest;
}

TEST(Parts, AreTheFewestOfAllCuts) {
  for (const std::vector<int>& values : AllArrays(0, 3, 1, 6)) {
    for (int limit = *std::max_element(values.begin(), values.end()); limit < 9;
         ++limit)
      ASSERT_EQ(FewestParts(values, limit, Sum), FewestOfAllCuts(values, limit, Sum));
    for (int limit = 0; limit < 9; ++limit)
      ASSERT_EQ(FewestParts(values, limit, SumWithoutLargest),
                FewestOfAllCuts(values, limit, SumWithoutLargest));
  }
}

TEST(Parts, SumsHave64Bits) {
  EXPECT_EQ(FewestParts({2147483647, 2147483647}, 4294967294, Sum), 1);
  EXPECT_EQ(FewestParts({2147483647, 2147483647}, 4294967293, Sum), 2);
}

TEST(PartsDeathTest, RefusesNothingNegativesAndValuesAboveTheLimit) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FewestParts({}, 1, Sum), "precondition failed: !values.empty");
  EXPECT_DEATH(FewestParts({-1}, 1, Sum), "precondition failed: value >= 0");
  EXPECT_DEATH(FewestParts({2}, 1, Sum), "precondition failed: cost");
}

}  // namespace
}  // namespace graft::answers
