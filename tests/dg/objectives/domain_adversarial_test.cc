#include "dg/objectives/domain_adversarial.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::TinyBatches;

// The tensors of `objective` whose name begins so.
std::vector<NamedTensor> Named(const Objective& objective,
                               const std::vector<std::string>& prefixes) {
  std::vector<NamedTensor> found;
  for (const NamedTensor& t : objective.State())
    for (const std::string& prefix : prefixes)
      if (t.name.starts_with(prefix)) found.push_back(t);
  return found;
}

// The discriminator becomes D(z) = z_1..3 where z is positive.
void Identity(const Objective& objective) {
  const NoGrad no_grad;
  for (const NamedTensor& t : Named(objective, {"discriminator."})) {
    t.tensor.zero_();
    if (t.name.ends_with("weight")) t.tensor.fill_diagonal_(1);
  }
}

// Equal positive features: p = (1/3, 1/3, 1/3), so ℓ = ln 3, and the slope of a row's loss
// is p - e_d on three features: (2/3)² + 2 (1/3)² = 2/3.
TEST(DomainAdversarial, IsTheDiscriminatorsLossAndItsSquaredSlope) {
  const Dann dann(testing::TinySetting("DANN", {{"grad_penalty", 6}, {"lambda", 2}}));
  Identity(dann);
  const at::Tensor z = at::full({6, 5}, 0.5, at::kDouble).requires_grad_();
  const Joint joint = testing::JointOf(z, at::zeros({6, 2}, at::kDouble),
                                       {0, 1, 1, 1, 0, 1}, {0, 2, 4, 6});
  const double of_d = std::log(3) + 6 * 2.0 / 3;
  EXPECT_NEAR(dann.DiscriminatorLoss(joint, 0).item<double>(), of_d, 2e-15);
  EXPECT_NEAR(dann.GeneratorLoss(joint, 0).item<double>(), std::log(2) - 2 * of_d,
              4e-15);
}

// Embeddings of 0; logits (ln 2, 0, 0) in the only row of class 1, equal ones in two of class
// 0: half of ln 3 and half of the row's -ln(2/4), as domain 0 is where it is from.
TEST(DomainAdversarial, ClassesWeighTheSameIfConditional) {
  const Cdann cdann(testing::TinySetting("CDANN"));
  Identity(cdann);
  {
    const NoGrad no_grad;
    Named(cdann, {"class_embeddings"})[0].tensor.zero_();
  }
  at::Tensor z = at::full({3, 5}, 0.5, at::kDouble);
  z[0][0] += std::log(2);
  const Joint joint = testing::JointOf(z, z, {1, 0, 0}, {0, 1, 2, 3});
  EXPECT_NEAR(cdann.DiscriminatorLoss(joint, 0).item<double>(),
              (std::log(2) + std::log(3)) / 2, 1e-15);
}

void ExpectDifferentiates(const DomainAdversarial& objective) {
  const at::Tensor z = testing::RandomTensor({7, 5}, 1).requires_grad_();
  const auto joint = [&] {
    return testing::JointOf(z, z.slice(1, 0, 3), {0, 1, 2, 1, 1, 0, 2}, {0, 3, 5, 7});
  };
  const auto of_d = testing::CheckGradient(
      [&] {
        const at::AutoGradMode on(true);  // the loss itself differentiates
        return objective.DiscriminatorLoss(joint(), 0);
      },
      Named(objective, {"discriminator.", "class_embeddings."}));
  EXPECT_TRUE(testing::Agrees(of_d)) << of_d;
  const auto of_g = testing::CheckGradient(
      [&] {
        const at::AutoGradMode on(true);
        return objective.GeneratorLoss(joint(), 0);
      },
      {{"features", z}});
  EXPECT_TRUE(testing::Agrees(of_g)) << of_g;
}

TEST(DomainAdversarial, Differentiates) {
  ExpectDifferentiates(Dann(testing::TinySetting("DANN", {{"grad_penalty", 0.5}})));
}

TEST(DomainAdversarial, DifferentiatesIfConditional) {
  ExpectDifferentiates(Cdann(testing::TinySetting("CDANN", {{"grad_penalty", 0.5}})));
}

TEST(DomainAdversarial, ADiscriminatorStepLeavesTheNetworkAlone) {
  const auto dann = testing::TinyObjective("DANN", {{"grad_penalty", 0.5}});
  dann->Step(TinyBatches(0), 0);
  const std::vector<NamedTensor> network =
      Named(*dann, {"featurizer.", "classifier.", "adam."});
  std::vector<at::Tensor> were, gradients;
  for (const NamedTensor& t : network) {
    were.push_back(t.tensor.detach().clone());
    gradients.push_back(t.tensor.requires_grad() ? t.tensor.grad().clone()
                                                 : at::Tensor());
  }
  EXPECT_TRUE(dann->Step(TinyBatches(1), 1).contains("disc_loss"));
  for (size_t i = 0; i < network.size(); ++i) {
    EXPECT_TRUE(network[i].tensor.equal(were[i])) << network[i].name;
    if (!gradients[i].defined()) continue;
    EXPECT_TRUE(network[i].tensor.grad().equal(gradients[i]))
        << "ran backward through " << network[i].name;
  }
}

TEST(DomainAdversarial, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed(
      {.file = "DANN", .scalars = {"gen_loss", "disc_loss"}});
}

TEST(DomainAdversarial, FollowsDomainBedIfConditional) {
  testing::ExpectFollowsDomainBed(
      {.file = "CDANN", .scalars = {"gen_loss", "disc_loss"}});
}

}  // namespace
}  // namespace graft
