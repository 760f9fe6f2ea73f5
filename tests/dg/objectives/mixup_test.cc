#include "dg/objectives/mixup.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::GoldenDraws;
using testing::Matrix;

class MixupAsDrawn final : public Mixup {
 public:
  MixupAsDrawn(const ObjectiveSetting& setting, MixupDraw draw)
      : Mixup(setting), draw_(std::move(draw)) {}

 private:
  MixupDraw Draw(int64_t) const override { return draw_; }

  MixupDraw draw_;
};

class MixupOfDomainBed final : public Mixup {
 public:
  MixupOfDomainBed(const ObjectiveSetting& setting, const GoldenDraws& draws)
      : Mixup(setting), draws_(draws) {}

 private:
  MixupDraw Draw(int64_t step) const override {
    MixupDraw draw = {.order = draws_.Order(step, 0)};
    for (int64_t i = 0; i < setting().domains; ++i)
      draw.lambda.push_back(draws_(step, 1 + i).item<double>());
    return draw;
  }

  GoldenDraws draws_;
};

// Two domains of one row, and λ = ¾, ¼: both pairs are the row ¾ x_1 + ¼ x_0, whose loss is
// ¾ ℓ(y_1) + ¼ ℓ(y_0).
TEST(Mixup, MixesRowsAndTheirLosses) {
  const ObjectiveSetting setting = testing::TinySetting("Mixup", {}, 2);
  MixupAsDrawn mixup(setting, {{1, 0}, {0.75, 0.25}});
  const at::Tensor x0 = Matrix({{1, 2, 3, 4, 5, 6}}),
                   x1 = Matrix({{0, 1, 0, -1, 0, 2}});
  const std::vector<DomainBatch> batches = {{0, Inputs(x0), at::zeros({1}, at::kLong)},
                                            {1, Inputs(x1), at::ones({1}, at::kLong)}};
  const at::Tensor log_p =
      at::log_softmax(mixup.Logits(Inputs(0.75 * x1 + 0.25 * x0)), 1)[0];
  Scalars scalars;
  EXPECT_NEAR(mixup.Loss(mixup.Pass(batches, 0), 0, scalars).item<double>(),
              -(0.75 * log_p[1] + 0.25 * log_p[0]).item<double>(), 1e-15);
}

TEST(Mixup, PairsTheFirstRowsOfBatchesOfDifferentSize) {
  MixupAsDrawn mixup(testing::TinySetting("Mixup", {}, 2), {{0, 1}, {0.5, 0.5}});
  std::vector<DomainBatch> batches = testing::TinyBatches(0, 2);
  batches[1].x.values = batches[1].x.values.slice(0, 0, 3);
  batches[1].y = batches[1].y.slice(0, 0, 3);
  EXPECT_EQ(mixup.Pass(batches, 0).losses.size(0), 6);
}

TEST(Mixup, Differentiates) {
  const auto agreement = testing::CheckLossGradient("Mixup", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Mixup, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed(
      {.file = "Mixup", .scalars = {"loss"}, .make = testing::Make<MixupOfDomainBed>});
}

}  // namespace
}  // namespace graft
