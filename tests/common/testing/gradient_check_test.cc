#include "common/testing/gradient_check.h"

#include <gtest/gtest.h>

#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft::testing {
namespace {

// x³ whose backward is off by the factor that is planted.
class Cube : public torch::autograd::Function<Cube> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context,
                            const at::Tensor& x, double factor) {
    context->save_for_backward({x});
    context->saved_data["factor"] = factor;
    return x * x * x;
  }
  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext* context, torch::autograd::variable_list grads) {
    const at::Tensor x = context->get_saved_variables()[0];
    return {grads[0] * 3 * x * x * context->saved_data["factor"].toDouble(), {}};
  }
};

GradientAgreement CheckCube(double factor) {
  const at::Tensor x = RandomTensor({6}, 1).requires_grad_();
  return CheckGradient([&] { return Cube::apply(x, factor).sum(); }, {{"x", x}});
}

TEST(GradientCheck, AcceptsARightGradient) {
  const GradientAgreement agreement = CheckCube(1);
  EXPECT_TRUE(Agrees(agreement)) << agreement;
}

TEST(GradientCheck, RefusesAPlantedWrongOne) {
  EXPECT_FALSE(Agrees(CheckCube(1.001)));
  EXPECT_FALSE(Agrees(CheckCube(1 + 1e-6)));
  EXPECT_FALSE(Agrees(CheckCube(-1)));
}

TEST(GradientCheck, RefusesAGradientOfZero) {
  const at::Tensor x = at::zeros({3}, at::kDouble).requires_grad_();
  const auto agreement = CheckGradient([&] { return (x * 0).sum(); }, {{"x", x}});
  EXPECT_FALSE(Agrees(agreement));
}

// A tensor that the loss does not reach has a gradient of zero, which is right.
TEST(GradientCheck, CountsAnUnreachedTensorAsZero) {
  const at::Tensor x = RandomTensor({3}, 1).requires_grad_(),
                   y = RandomTensor({3}, 2).requires_grad_();
  const auto agreement =
      CheckGradient([&] { return x.square().sum(); }, {{"x", x}, {"y", y}});
  EXPECT_TRUE(Agrees(agreement)) << agreement;
}

}  // namespace
}  // namespace graft::testing
