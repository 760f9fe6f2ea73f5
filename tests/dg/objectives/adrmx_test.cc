#include "dg/objectives/adrmx.h"

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

class AdrmxOfDomainBed final : public Adrmx {
 public:
  AdrmxOfDomainBed(const ObjectiveSetting& setting, const GoldenDraws& draws)
      : Adrmx(setting), draws_(draws), classes_(setting.classes) {}

 private:
  // The rows of each class, in an order.
  at::Tensor Draw(const at::Tensor&, int64_t step) const override {
    std::vector<at::Tensor> by_class;
    for (int64_t c = 0; c < classes_; ++c) by_class.push_back(draws_(step, c));
    return at::cat(by_class);
  }

  GoldenDraws draws_;
  int64_t classes_;
};

std::vector<NamedTensor> Named(const Objective& objective, const std::string& prefix) {
  std::vector<NamedTensor> found;
  for (const NamedTensor& t : objective.State())
    if (t.name.starts_with(prefix)) found.push_back(t);
  return found;
}

Adrmx::Parts PartsOf(const at::Tensor& label, const at::Tensor& domain) {
  return {label, domain, label - domain};
}

// Two rows of a class that point one way and a row of another at a right angle: cosines 1 and
// 0. The third has no partner. The length of a row does not matter.
TEST(Adrmx, ContrastIsTheShareOfThePartner) {
  const at::Tensor f = Matrix({{1, 0}, {3, 0}, {0, 2}});
  const double near = 0.5 * std::exp(1 / 0.07), far = 0.5;
  const double of_row = std::log(near / (near + far + 1e-5) + 1e-5);
  EXPECT_NEAR(SupervisedContrast(f, at::tensor({0, 0, 1}, at::kLong)).item<double>(),
              -2 * of_row / 3, 1e-15);
}

TEST(Adrmx, ContrastOfRowsWithoutPartnersIsZero) {
  EXPECT_EQ(SupervisedContrast(Matrix({{1, 0}, {0, 1}}), at::tensor({0, 1}, at::kLong))
                .item<double>(),
            0);
}

// A classifier of 0: ln 3 for the one class of three that has two rows.
TEST(Adrmx, RemixesTheClassesThatHaveTwoRows) {
  const Adrmx adrmx(testing::TinySetting("ADRMX"));
  {
    const NoGrad no_grad;
    for (const NamedTensor& t : Named(adrmx, "classifier_label_1.")) t.tensor.zero_();
  }
  const at::Tensor f = testing::RandomTensor({3, 5}, 1),
                   g = testing::RandomTensor({3, 5}, 2);
  const Joint joint = testing::JointOf(f, f, {0, 1, 1}, {0, 2, 3});
  EXPECT_NEAR(adrmx.RemixLoss(joint, PartsOf(f, g), at::tensor({0, 2, 1}, at::kLong))
                  .item<double>(),
              std::log(3) / 3, 1e-15);
}

TEST(Adrmx, Differentiates) {
  const Adrmx adrmx(testing::TinySetting("ADRMX", {{"mlp_depth", 3}}));
  const at::Tensor f = testing::RandomTensor({7, 5}, 1).requires_grad_(),
                   g = testing::RandomTensor({7, 5}, 2).requires_grad_();
  const Joint joint = testing::JointOf(f, f, {0, 1, 2, 1, 1, 0, 2}, {0, 3, 5, 7});
  std::vector<NamedTensor> network = Named(adrmx, "classifier_");
  network.push_back({"label", f});
  network.push_back({"domain", g});
  const auto of_network = testing::CheckGradient(
      [&] {
        Scalars scalars;
        return adrmx.Loss(joint, PartsOf(f, g), 0, scalars);
      },
      network);
  EXPECT_TRUE(testing::Agrees(of_network)) << of_network;
  const auto of_adversary = testing::CheckGradient(
      [&] { return adrmx.AdversaryLoss(joint, PartsOf(f, g), 0); },
      Named(adrmx, "discriminator."));
  EXPECT_TRUE(testing::Agrees(of_adversary)) << of_adversary;
}

TEST(Adrmx, FollowsDomainBedWithRowsOfTheClass) {
  testing::ExpectFollowsDomainBed(
      {.file = "ADRMX_mended",
       .scalars = {"loss_total", "loss_cnt_int", "loss_cnt_final", "loss_clf_int",
                   "loss_clf_fin", "loss_dmn", "loss_disc", "loss_remixed"},
       .make = testing::Make<AdrmxOfDomainBed>});
}

}  // namespace
}  // namespace graft
