#include "dg/objectives/urm.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::GoldenDraws;

const std::vector<std::pair<std::string, std::string>> kRenamed = {
    {"discriminator.input.", "discriminator.dense1."},
    {"discriminator.hiddens.0.", "discriminator.dense2."},
    {"discriminator.hiddens.1.", "discriminator.dense3."}};

class UrmOfDomainBed final : public Urm {
 public:
  UrmOfDomainBed(const ObjectiveSetting& setting, const GoldenDraws& draws)
      : Urm(setting), draws_(draws) {}

  using NetworkObjective::Forward;

  // U(0,1) of the noise; with smoothing, of the labels of noise and of rows.
  UrmDraw Draw(int64_t rows, int64_t step) const override {
    const at::Tensor u = draws_(step, 0);
    if (hparam("urm_generator_output") == 0)
      return {2 * u - 1, at::ones({rows}, at::kDouble), at::zeros({rows}, at::kDouble)};
    const double smoothing = hparam("urm_discriminator_label_smoothing");
    return {u, 1 - smoothing + smoothing * draws_(step, 1),
            smoothing * draws_(step, 2)};
  }

 private:
  GoldenDraws draws_;
};

std::vector<NamedTensor> Trained(const Objective& objective, bool discriminator) {
  std::vector<NamedTensor> found;
  for (const NamedTensor& t : objective.State())
    if (t.tensor.requires_grad() &&
        t.name.starts_with("discriminator.") == discriminator)
      found.push_back(t);
  return found;
}

TEST(Urm, BoundsItsFeatures) {
  const Inputs x(100 * testing::RandomTensor({8, 6}, 1));
  const at::Tensor tanh = testing::TinyObjective("URM")->Features(x);
  EXPECT_LE(tanh.abs().max().item<double>(), 1);
  EXPECT_LT(tanh.min().item<double>(), 0);
  const at::Tensor relu =
      testing::TinyObjective("URM", {{"urm_generator_output", 1}})->Features(x);
  EXPECT_EQ(relu.min().item<double>(), 0);
  EXPECT_GT(relu.max().item<double>(), 1);
}

// A discriminator that says ln 3, or 3/4 noise, of everything: b(ln 3, 1) = ln 4 - ln 3 and
// b(ln 3, 0) = ln 4.
TEST(Urm, LossesAreCrossEntropiesOfBeingNoise) {
  const Urm urm(testing::TinySetting("URM", {{"urm_adv_lambda", 0.5}}));
  {
    const NoGrad no_grad;
    for (const NamedTensor& t : Trained(urm, true)) t.tensor.zero_();
    Trained(urm, true).back().tensor.fill_(std::log(3));
  }
  const at::Tensor f = testing::RandomTensor({2, 5}, 1);
  const Joint joint =
      testing::JointOf(f, at::zeros({2, 3}, at::kDouble), {0, 1}, {0, 1, 2});
  EXPECT_NEAR(urm.Loss(joint).item<double>(),
              std::log(3) + 0.5 * (std::log(4) - std::log(3)), 1e-15);
  const UrmDraw draw = {f, at::ones({2}, at::kDouble), at::zeros({2}, at::kDouble)};
  EXPECT_NEAR(urm.DiscriminatorLoss(f, draw).item<double>(),
              std::log(4) - std::log(3) + 0.5 * std::log(4), 1e-15);
  // Labels of ½ between: the mean of both.
  const UrmDraw smooth = {f, at::full({2}, 0.5, at::kDouble),
                          at::zeros({2}, at::kDouble)};
  EXPECT_NEAR(urm.DiscriminatorLoss(f, smooth).item<double>(),
              std::log(4) - std::log(3) / 2 + 0.5 * std::log(4), 1e-15);
}

TEST(Urm, Differentiates) {
  const Urm urm(testing::TinySetting("URM", {{"urm_discriminator_width", 7}}));
  const at::Tensor f = testing::RandomTensor({4, 5}, 1).requires_grad_();
  const UrmDraw draw = {testing::RandomTensor({4, 5}, 2),
                        testing::RandomTensor({4}, 3).sigmoid(),
                        testing::RandomTensor({4}, 4).sigmoid()};
  const auto of_features = testing::CheckGradient(
      [&] {
        return urm.Loss(testing::JointOf(f, f.slice(1, 0, 3), {0, 1, 2, 0}, {0, 2, 4}));
      },
      {{"features", f}});
  EXPECT_TRUE(testing::Agrees(of_features)) << of_features;
  const auto of_discriminator = testing::CheckGradient(
      [&] { return urm.DiscriminatorLoss(f, draw); }, Trained(urm, true));
  EXPECT_TRUE(testing::Agrees(of_discriminator)) << of_discriminator;
}

TEST(Urm, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "URM",
                                   .overrides = {{"urm_discriminator_width", 5}},
                                   .renamed = kRenamed,
                                   .scalars = {"loss"},
                                   .make = testing::Make<UrmOfDomainBed>});
}

std::string Theirs(const std::string& ours) {
  for (const auto& [from, to] : kRenamed)
    if (ours.starts_with(from)) return to + ours.substr(from.size());
  return ours;
}

// That file's discriminator learns by SGD: so from its weights before each update, both
// gradients. Sums of some hundred terms in float64.
TEST(Urm, DifferentiatesAsDomainBedWithReluAndSmoothLabels) {
  const Weights golden = testing::GoldenTensors("tests/golden/dg/URM_relu.safetensors");
  const UrmOfDomainBed urm(
      testing::TinySetting("URM", {{"urm_generator_output", 1},
                                   {"urm_discriminator_label_smoothing", 0.2},
                                   {"urm_discriminator_hidden_layers", 2},
                                   {"urm_discriminator_width", 5}}),
      GoldenDraws(golden));
  const std::vector<NamedTensor> network = Trained(urm, false),
                                 discriminator = Trained(urm, true);
  const auto expect = [&](const at::Tensor& loss, const std::vector<NamedTensor>& of,
                          const std::string& prefix) {
    std::vector<at::Tensor> tensors;
    for (const NamedTensor& t : of) tensors.push_back(t.tensor);
    const std::vector<at::Tensor> gradients = Gradients(loss, tensors);
    for (size_t i = 0; i < of.size(); ++i)
      EXPECT_LT((gradients[i] - golden.at(prefix + Theirs(of[i].name)))
                    .abs()
                    .max()
                    .item<double>(),
                1e-13)
          << prefix << of[i].name;
  };
  for (int64_t step = 0; step < 4; ++step) {
    const std::string before = step == 0 ? "init." : StrCat("after.", step - 1, ".");
    {
      const NoGrad no_grad;
      for (const auto* of : {&network, &discriminator})
        for (const NamedTensor& t : *of)
          t.tensor.copy_(golden.at(before + Theirs(t.name)));
    }
    std::vector<DomainBatch> batches;
    for (int e = 0; e < 3; ++e)
      batches.push_back({e, Inputs(golden.at(StrCat("x.", step, ".", e))),
                         golden.at(StrCat("y.", step, ".", e))});
    const Joint joint = urm.Forward(batches, step);
    expect(urm.Loss(joint), network, StrCat("grad.", step, ".0."));
    expect(urm.DiscriminatorLoss(joint.features, urm.Draw(joint.y.size(0), step)),
           discriminator, StrCat("grad.", step, ".1."));
  }
}

}  // namespace
}  // namespace graft
