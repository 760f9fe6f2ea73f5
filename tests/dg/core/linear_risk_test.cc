#include "dg/core/linear_risk.h"

#include <gtest/gtest.h>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "dg/core/joint.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

struct Example {
  Linear classifier{3, 4, at::kDouble, RandomStream(1, "classifier")};
  at::Tensor features = RandomTensor({6, 4}, 1);
  at::Tensor y = at::tensor({0, 1, 2, 0, 1, 1}, at::kLong);
  at::Tensor weights = at::tensor({0.5, 0.1, 0.2, -1.0, 0.3, 0.0}, at::kDouble);

  LinearRisk risk() const { return {classifier, features, y, weights}; }
  at::Tensor value() const {
    return (weights * RowLosses(classifier(features), y)).sum();
  }
};

// One row with logits (0, 0) of h = (1, 2): p - 1_y = (-1/2, 1/2).
TEST(LinearRisk, OfAnUndecidedRowIsHalfItsFeatures) {
  const Linear map(2, 2, at::kDouble, RandomStream(1, "classifier"));
  const NoGrad no_grad;
  map.weight().zero_();
  map.bias().zero_();
  const at::Tensor h = at::tensor({1.0, 2.0}, at::kDouble).unsqueeze(0);
  const auto g =
      LinearRisk{map, h, at::zeros({1}, at::kLong), at::ones({}, at::kDouble)}
          .ParameterGradient();
  EXPECT_TRUE(
      g.weight.equal(at::tensor({-0.5, -1.0, 0.5, 1.0}, at::kDouble).view({2, 2})));
  EXPECT_TRUE(g.bias.equal(at::tensor({-0.5, 0.5}, at::kDouble)));
}

// Six terms of size 1: a few ε.
TEST(LinearRisk, GradientIsAutograds) {
  const Example example;
  const auto ours = example.risk().ParameterGradient();
  const auto theirs = Gradients(
      example.value(), {example.classifier.weight(), example.classifier.bias()});
  EXPECT_LT(RelativeDistance(ours.weight, theirs[0]), 1e-14);
  EXPECT_LT(RelativeDistance(ours.bias, theirs[1]), 1e-14);
}

TEST(LinearRisk, HessianProductIsAutogradsOfTheGradient) {
  const Example example;
  const at::Tensor v = RandomTensor({3, 4}, 2), w = example.classifier.weight();
  const at::Tensor slope = (Gradients(example.value(), {w}, true)[0] * v).sum();
  EXPECT_LT(
      RelativeDistance(example.risk().HessianProduct(v), Gradients(slope, {w})[0]),
      1e-14);
}

TEST(LinearRisk, GradientIsDifferentiableInTheFeaturesAlone) {
  Example example;
  example.features.requires_grad_();
  const at::Tensor v = RandomTensor({3, 4}, 2);
  const auto agreement = testing::CheckGradient(
      [&] { return (example.risk().ParameterGradient().weight * v).sum(); },
      {{"features", example.features}});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  EXPECT_FALSE(example.classifier.weight().grad().defined());
}

}  // namespace
}  // namespace graft
