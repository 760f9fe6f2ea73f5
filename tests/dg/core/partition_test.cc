#include "dg/core/partition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "common/tensor/ops.h"
#include "dg/data/synthetic.h"
#include "dg/data/vector_domains.h"

namespace graft {
namespace {

const auto kData = SyntheticDomains({.per_domain = 100});

TEST(Partition, HoldsOutAFifthOfEachDomainAndLosesNothing) {
  for (const DomainPart& part : PartitionOf(*kData, 0)) {
    EXPECT_EQ(part.out.size(), 20u);
    std::set<int64_t> all(part.in.begin(), part.in.end());
    all.insert(part.out.begin(), part.out.end());
    EXPECT_EQ(all.size(), 100u);
  }
}

TEST(Partition, IsAnotherInEachTrialAndDomain) {
  const auto a = PartitionOf(*kData, 0), b = PartitionOf(*kData, 1);
  EXPECT_EQ(a[0].out, PartitionOf(*kData, 0)[0].out);
  EXPECT_NE(a[0].out, b[0].out);
  EXPECT_NE(a[0].out, a[1].out);
}

TEST(Partition, LeavesAnExampleOnEachSideOfASmallDomain) {
  const auto tiny = SyntheticDomains({.per_domain = 2});
  for (const double holdout : {0.01, 0.99}) {
    const auto parts = PartitionOf(*tiny, 0, holdout);
    EXPECT_EQ(parts[0].in.size(), 1u);
    EXPECT_EQ(parts[0].out.size(), 1u);
  }
}

TEST(Sampler, DrawsItsItemsWithReplacement) {
  const Sampler sampler(*kData, 0, {3, 5}, false, RandomStream(1, "order"));
  const std::vector<int64_t> items = sampler.At(7, 1000);
  EXPECT_EQ(items, sampler.At(7, 1000));
  EXPECT_NE(items, sampler.At(8, 1000));
  const auto threes = std::ranges::count(items, 3);
  EXPECT_EQ(threes + std::ranges::count(items, 5), 1000);
  EXPECT_NEAR(threes, 500, 4 * 15.8);  // √(1000/4) = 15.8
}

TEST(Sampler, ABatchBeginsAsALargerOne) {
  const Sampler sampler(*kData, 0, PartitionOf(*kData, 0)[0].in, false,
                        RandomStream(1, "order"));
  const auto small = sampler.At(7, 3), large = sampler.At(7, 30);
  EXPECT_TRUE(std::equal(small.begin(), small.end(), large.begin()));
}

TEST(Sampler, BalancesClasses) {
  const VectorDomains data(
      "d", {"a"}, {"no", "yes"},
      {{at::zeros({4, 2}), at::tensor(std::vector<int64_t>{0, 0, 0, 1})}});
  const Sampler sampler(data, 0, {0, 1, 2, 3}, true, RandomStream(1, "order"));
  const auto items = sampler.At(0, 1000);
  EXPECT_NEAR(std::ranges::count(items, 3), 500, 4 * 15.8);
}

}  // namespace
}  // namespace graft
