#include "dg/objectives/sagnet.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::GoldenDraws;
using testing::Matrix;

class SagNetOfDomainBed final : public SagNet {
 public:
  SagNetOfDomainBed(const ObjectiveSetting& setting, const GoldenDraws& draws)
      : SagNet(setting), draws_(draws) {}

 private:
  // α and an order for each of its three passes; the last two read no α.
  SagNetDraw Draw(int64_t, int64_t step) const override {
    return {draws_(step, 0), draws_(step, 1), draws_(step, 3), draws_(step, 5)};
  }

  GoldenDraws draws_;
};

std::vector<NamedTensor> Named(const Objective& objective, const std::string& prefix) {
  std::vector<NamedTensor> found;
  for (const NamedTensor& t : objective.State())
    if (t.name.starts_with(prefix)) found.push_back(t);
  return found;
}

double Worst(const at::Tensor& got, const at::Tensor& want) {
  return (got - want).abs().max().item<double>();
}

// Rows (1, 3) and (10, 18): means 2 and 14, variances 2 and 32 of two numbers each; contents
// are ∓1/√2, each times √σ²/√(σ² + ε). Half of both styles: mean 8, variance 17.
TEST(SagNet, MixesVariancesAndMeans) {
  const at::Tensor z = Matrix({{1, 3}, {10, 18}}), half = Matrix({{0.5}, {0.5}});
  const at::Tensor other = at::tensor({1, 0}, at::kLong);
  const double deviation = std::sqrt(17 + 1e-5);
  const double of_0 = deviation / std::sqrt(2 + 1e-5),
               of_1 = 4 * deviation / std::sqrt(32 + 1e-5);
  EXPECT_LT(Worst(MixStyles(z, half, other),
                  Matrix({{8 - of_0, 8 + of_0}, {8 - of_1, 8 + of_1}})),
            1e-14);
}

TEST(SagNet, SwapsContentsBetweenStyles) {
  const at::Tensor z = Matrix({{1, 3}, {18, 10}});
  const at::Tensor swapped =
      Restyle(Contents(z).index_select(0, at::tensor({1, 0}, at::kLong)), z);
  // The shape of the other row at this row's place and size; ε moves the size by 2e-6.
  EXPECT_LT(Worst(swapped, Matrix({{3, 1}, {10, 18}})), 1e-5);
}

// Heads of 0: every loss is ln 3, and the adversarial one is weighed.
TEST(SagNet, LossesAreThoseOfItsHeads) {
  const SagNet sagnet(testing::TinySetting("SagNet", {{"sag_w_adv", 0.5}}));
  {
    const NoGrad no_grad;
    for (const std::string head : {"classifier.", "style."})
      for (const NamedTensor& t : Named(sagnet, head)) t.tensor.zero_();
  }
  const at::Tensor z = testing::RandomTensor({2, 5}, 1);
  const at::Tensor y = at::tensor({0, 2}, at::kLong),
                   swap = at::tensor({1, 0}, at::kLong);
  const SagNetDraw draw = {Matrix({{0.3}, {0.9}}), swap, swap, swap};
  EXPECT_NEAR(sagnet.ContentLoss(z, y, draw).item<double>(), std::log(3), 1e-15);
  EXPECT_NEAR(sagnet.StyleLoss(z, y, draw).item<double>(), std::log(3), 1e-15);
  EXPECT_NEAR(sagnet.AdversarialLoss(z, draw).item<double>(), std::log(3) / 2, 1e-15);
}

TEST(SagNet, Differentiates) {
  const SagNet sagnet(testing::TinySetting("SagNet"));
  const at::Tensor z = testing::RandomTensor({4, 5}, 1).requires_grad_();
  const at::Tensor contents = Contents(testing::RandomTensor({4, 5}, 2));
  const at::Tensor y = at::tensor({0, 2, 1, 1}, at::kLong);
  const at::Tensor order = at::tensor({2, 0, 1, 3}, at::kLong);
  const SagNetDraw draw = {testing::RandomTensor({4, 1}, 3).sigmoid(), order, order,
                           order};
  std::vector<NamedTensor> content = Named(sagnet, "classifier.");
  content.push_back({"z", z});
  for (const auto& agreement :
       {testing::CheckGradient([&] { return sagnet.ContentLoss(z, y, draw); }, content),
        testing::CheckGradient([&] { return sagnet.StyleLoss(z, y, draw); },
                               Named(sagnet, "style.")),
        // of L_adv: contents are constants, so these are
        testing::CheckGradient([&] { return Restyle(contents, z).pow(3).sum(); },
                               {{"z", z}})})
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(SagNet, FollowsDomainBedThroughItsThreePasses) {
  testing::ExpectFollowsDomainBed({.file = "SagNet",
                                   .renamed = {{"featurizer.", "network_f."},
                                               {"classifier.", "network_c."},
                                               {"style.", "network_s."}},
                                   .scalars = {"loss_c", "loss_s", "loss_adv"},
                                   .make = testing::Make<SagNetOfDomainBed>});
}

}  // namespace
}  // namespace graft
