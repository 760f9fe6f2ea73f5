#include "common/tensor/init.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"

namespace graft {
namespace {

const RandomStream kStream(7, "init");

// 40,000 draws: mean within 5 σ/√n, variance within 5 √2 σ²/√n.
TEST(Init, NormalHasItsMoments) {
  const at::Tensor x = Normal({200, 200}, 0.02, at::kDouble, kStream);
  EXPECT_NEAR(x.mean().item<double>(), 0, 5 * 0.02 / 200);
  EXPECT_NEAR(x.var().item<double>(), 4e-4, 5 * std::sqrt(2.0) * 4e-4 / 200);
}

TEST(Init, UniformStaysWithinItsBoundAndReachesIt) {
  const at::Tensor x = Uniform({200, 200}, 0.5, at::kDouble, kStream);
  EXPECT_LE(x.abs().max().item<double>(), 0.5);
  EXPECT_GT(x.abs().max().item<double>(), 0.499);
  EXPECT_NEAR(x.mean().item<double>(), 0, 5 * 0.5 / std::sqrt(3.0) / 200);
}

TEST(Init, KaimingUniformIsBoundedByTheInputSize) {
  const at::Tensor x = KaimingUniform(50, 400, at::kDouble, kStream);
  EXPECT_EQ(x.sizes(), (at::IntArrayRef{50, 400}));
  EXPECT_LE(x.abs().max().item<double>(), 0.05);
  EXPECT_GT(x.abs().max().item<double>(), 0.0499);
}

TEST(Init, FloatStartsFromTheSameValuesAsDouble) {
  EXPECT_TRUE(Normal({9}, 1, at::kFloat, kStream)
                  .equal(Normal({9}, 1, at::kDouble, kStream).to(at::kFloat)));
}

TEST(Init, DependsOnTheStreamAlone) {
  EXPECT_TRUE(Normal({9}, 1, at::kDouble, kStream)
                  .equal(Normal({9}, 1, at::kDouble, RandomStream(7, "init"))));
  EXPECT_FALSE(Normal({9}, 1, at::kDouble, kStream)
                   .equal(Normal({9}, 1, at::kDouble, kStream.Fork("b"))));
}

}  // namespace
}  // namespace graft
