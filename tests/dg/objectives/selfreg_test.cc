#include "dg/objectives/selfreg.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "dg/core/class_order.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::GoldenDraws;
using testing::Matrix;

class SelfRegOfDomainBed final : public SelfReg {
 public:
  SelfRegOfDomainBed(const ObjectiveSetting& setting, const GoldenDraws& draws)
      : SelfReg(setting), draws_(draws) {}

 private:
  // λ, then two orders of the rows of each class.
  SelfRegDraw Draw(const at::Tensor& y, int64_t step) const override {
    const at::Tensor in_order = y.argsort(/*stable=*/true, /*dim=*/0);
    const auto partners = [&](int64_t k) {
      std::vector<at::Tensor> by_class;
      for (int64_t start = 0; start < y.size(0); k += 2) {
        by_class.push_back(in_order.index_select(0, draws_(step, k) + start));
        start += by_class.back().size(0);
      }
      return PartnersInClass(y, at::cat(by_class));
    };
    return {draws_(step, 0).item<double>(), partners(1), partners(2)};
  }

  GoldenDraws draws_;
};

// u = (0, 2), v = (3, 1): differences 3 and 1, mse 5. ¼ v + ¾ w = (1.5, 2.5), mse 1.25.
TEST(SelfReg, NearIsAMixtureOfTwoDistances) {
  const at::Tensor u = Matrix({{0}, {2}}), rows = Matrix({{1}, {3}});
  const SelfRegDraw draw = {0.25, at::tensor({1, 0}, at::kLong),
                            at::tensor({0, 1}, at::kLong)};
  EXPECT_DOUBLE_EQ(Near(u, rows, draw).item<double>(), 0.25 * 5 + 0.75 * 1.25);
}

// Equal logits in a class, so they are near; a projector that says 0, so features of 2 are 4
// away. ℓ̄ = ln 3 above 1: the factor is 1; ℓ̄ = ln 2: it is that.
TEST(SelfReg, WeighsByTheRiskUpToOne) {
  SelfReg selfreg(testing::TinySetting("SelfReg"));
  {
    const NoGrad no_grad;
    for (const NamedTensor& t : selfreg.State())
      if (t.name.starts_with("cdpl.7.") && t.tensor.requires_grad()) t.tensor.zero_();
  }
  const at::Tensor f = at::full({2, 5}, 2, at::kDouble);
  const auto loss = [&](const at::Tensor& z) {
    Scalars scalars;
    return selfreg.Loss(testing::JointOf(f, z, {0, 0}, {0, 1, 2}), 0, scalars)
        .item<double>();
  };
  EXPECT_NEAR(loss(at::zeros({2, 3}, at::kDouble)), std::log(3) + 0.3 * 4, 1e-15);
  const double a = std::log(2);
  EXPECT_NEAR(loss(Matrix({{a, 0, 0}, {a, 0, 0}})), a + a * 0.3 * 4, 1e-15);
}

// At the start the risk is above 1, so that its factor is constant, as it must be here.
TEST(SelfReg, Differentiates) {
  const auto agreement = testing::CheckLossGradient("SelfReg", {});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(SelfReg, FollowsDomainBedWithItsProjectorTrained) {
  testing::ExpectFollowsDomainBed({.file = "SelfReg_mended",
                                   .scalars = {"loss"},
                                   .make = testing::Make<SelfRegOfDomainBed>});
}

}  // namespace
}  // namespace graft
