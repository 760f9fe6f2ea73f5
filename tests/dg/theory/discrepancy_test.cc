#include "dg/theory/discrepancy.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;

TEST(ProxyADistance, IsTwoWhereOneLineSeparates) {
  const at::Tensor a = RandomTensor({200, 3}, 1);
  EXPECT_EQ(*ProxyADistance(a, a + 100), 2);
}

// 500 rows judge, each wrong half the time: 2(1 - 2ε) has deviation 4 · 0.5/√500 = 0.09.
TEST(ProxyADistance, IsNearZeroWhereTheSamplesAreAlike) {
  EXPECT_LT(*ProxyADistance(RandomTensor({500, 3}, 1), RandomTensor({500, 3}, 2)),
            4 * 0.09);
}

// Normals a distance of 2 apart: the best rule errs in Φ(-1) = 0.1587.
TEST(ProxyADistance, IsThatOfTheBestRule) {
  const at::Tensor a = RandomTensor({4000, 1}, 1), b = RandomTensor({4000, 1}, 2) + 2;
  EXPECT_NEAR(*ProxyADistance(a, b), 2 * (1 - 2 * 0.1587), 4 * 4 * 0.366 / 63);
}

TEST(ProxyADistance, RefusesASampleOfThree) {
  EXPECT_EQ(ProxyADistance(at::ones({3, 2}), at::ones({9, 2})).status().message(),
            "a sample of 3 rows: expected at least 4");
}

// The target is the mean of the two sources' places, half of each.
TEST(NearestInHull, FindsTheMixtureThatTheTargetIs) {
  const at::Tensor a = RandomTensor({800, 2}, 1), b = RandomTensor({800, 2}, 2) + 6;
  const at::Tensor target =
      at::cat({RandomTensor({400, 2}, 3), RandomTensor({400, 2}, 4) + 6});
  const auto nearest = NearestInHull(target, {a, b}, 4);
  ASSERT_TRUE(nearest.ok()) << nearest.status();
  EXPECT_EQ(nearest->weights, (std::vector<double>{0.5, 0.5}));
  EXPECT_LT(nearest->distance, 0.3);
  EXPECT_GT(*ProxyADistance(target, a), 0.8);  // half of it lies elsewhere
}

TEST(LargestPairwise, IsTheFarthestTwo) {
  const at::Tensor a = RandomTensor({200, 2}, 1), b = RandomTensor({200, 2}, 2),
                   c = RandomTensor({200, 2}, 3) + 50;
  EXPECT_EQ(*LargestPairwise({a, b, c}), 2);
  EXPECT_LT(*LargestPairwise({a, b}), 0.6);
  EXPECT_EQ(*LargestPairwise({a}), 0);
}

}  // namespace
}  // namespace graft
