#include "dg/data/synthetic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "common/tensor/ops.h"

namespace graft {
namespace {

struct All {
  at::Tensor x, y;
};
All Of(const SyntheticConfig& config, int domain) {
  const auto data = SyntheticDomains(config);
  std::vector<int64_t> items(data->size(domain));
  std::iota(items.begin(), items.end(), 0);
  return {data->Get(domain, items).values, data->Labels(domain, items)};
}

double Share(const at::Tensor& condition) {
  return condition.to(at::kDouble).mean().item<double>();
}

// A share of n draws is off by at most 4 standard deviations, 4/(2√n), in 99.99 %.
constexpr int64_t kMany = 40000;
const double kNear = 2 / std::sqrt(double{kMany});

TEST(Synthetic, CorrelationIsRightAsOftenAsItSays) {
  const SyntheticConfig config = {.per_domain = kMany};
  for (int e = 0; e < 3; ++e) {
    const All all = Of(config, e);
    const at::Tensor y = all.y.eq(1);
    EXPECT_NEAR(Share(all.x.select(1, 0).gt(0).eq(y)), BestAccuracy(config, e), kNear);
    EXPECT_NEAR(Share(all.x.select(1, 1).gt(0).eq(y)), 1 - config.parameters[e], kNear);
    EXPECT_NEAR(Share(y), 0.5, kNear);
  }
  EXPECT_NEAR(BestAccuracy(config, 0), 0.75, 1e-9);  // the noise is a tenth of the step
}

TEST(Synthetic, CovariateMovesTheInputsAndKeepsTheRule) {
  const SyntheticConfig config = {.shift = Shift::kCovariate,
                                  .parameters = {-1, 0, 2},
                                  .per_domain = kMany,
                                  .features = 3};
  for (int e = 0; e < 3; ++e) {
    const All all = Of(config, e);
    for (int j = 0; j < 3; ++j)
      EXPECT_NEAR(all.x.select(1, j).mean().item<double>(), config.parameters[e],
                  2 * kNear);
    EXPECT_NEAR(Share(all.x.select(1, 0).gt(0).eq(all.y.eq(1))),
                BestAccuracy(config, e), kNear);
  }
  EXPECT_GT(BestAccuracy(config, 2), BestAccuracy(config, 1));  // far from the border
}

TEST(Synthetic, LabelChangesTheSharesAndKeepsTheClasses) {
  const SyntheticConfig config = {
      .shift = Shift::kLabel, .parameters = {0.5, 0.9}, .per_domain = kMany};
  for (int e = 0; e < 2; ++e) {
    const All all = Of(config, e);
    const double p = config.parameters[e];
    EXPECT_NEAR(Share(all.y.eq(1)), p, kNear);
    EXPECT_NEAR(all.x.select(1, 0).masked_select(all.y.eq(1)).mean().item<double>(), 1,
                2 * kNear);
    const double threshold = 0.5 * std::log((1 - p) / p);
    EXPECT_NEAR(Share(all.x.select(1, 0).gt(threshold).eq(all.y.eq(1))),
                BestAccuracy(config, e), kNear);
  }
}

TEST(Synthetic, IsAFunctionOfItsSeed) {
  const SyntheticConfig config = {.per_domain = 10};
  SyntheticConfig other = config;
  other.seed = 1;
  EXPECT_TRUE(Of(config, 0).x.equal(Of(config, 0).x));
  EXPECT_FALSE(Of(config, 0).x.equal(Of(other, 0).x));
}

}  // namespace
}  // namespace graft
