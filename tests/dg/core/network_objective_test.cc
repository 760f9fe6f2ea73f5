#include "dg/core/network_objective.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

// The mean logit, to be pushed down; Adam is made anew after the first step.
class Down final : public LossObjective {
 public:
  explicit Down(const ObjectiveSetting& setting) : LossObjective(setting) {
    AlsoTrain("offset", {{"value", offset_}});
  }
  at::Tensor Loss(const Joint& joint, int64_t, Scalars&) override {
    return joint.logits.mean() + offset_.sum();
  }
  int64_t ResetStep() const override { return 1; }
  double RateAfterReset() const override { return 0.5; }
  using NetworkObjective::hparam;
  using NetworkObjective::Random;

  at::Tensor offset_ = at::zeros({1}, at::kDouble).requires_grad_();
};

TEST(NetworkObjective, TrainsWhatItIsToldBeside) {
  Down down(testing::TinySetting("ERM", {{"lr", 0.1}}));
  down.Step(testing::TinyBatches(0), 0);
  EXPECT_NEAR(down.offset_.item<double>(), -0.1, 1e-8);  // gradient 1: one rate
  down.Step(testing::TinyBatches(1), 1);
  EXPECT_NEAR(down.offset_.item<double>(), -0.1 - 0.5, 1e-8);
}

// Adam's first step is the rate, whatever the gradient; its second, after a gradient of zero,
// is rate · β1/(1-β1²) / √(β2 (1-β2)/(1-β2²)) · (1-β1) √… = rate · (β1/(1+β1)) √((1+β2)/β2).
class Apart final : public NetworkObjective {
 public:
  explicit Apart(const ObjectiveSetting& setting)
      : NetworkObjective(setting,
                         {.adam = AdamConfig{.rate = 0.1, .beta1 = 0.5, .beta2 = 0.9},
                          .apart = true}) {}
  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override {
    const at::Tensor logits = Forward(batches, step).logits;
    Minimise(logits.sum());
    adam().Minimise(0 * featurizer().Tensors()[0].tensor.sum());
    return {};
  }
  using NetworkObjective::classifier;
  using NetworkObjective::featurizer;
};

TEST(NetworkObjective, StepsTheFeaturizerAloneWhereTheyAreApart) {
  Apart apart(testing::TinySetting("ERM"));
  const at::Tensor weight = apart.featurizer().Tensors().back().tensor;
  const at::Tensor bias = apart.classifier().bias();
  const at::Tensor weight_was = weight.detach().clone(),
                   bias_was = bias.detach().clone();
  apart.Step(testing::TinyBatches(0), 0);
  const double second = 0.1 * (0.5 / 1.5) * std::sqrt(1.9 / 0.9);
  const auto moved = [](const at::Tensor& now, const at::Tensor& was) {
    return (now.detach() - was).abs();
  };
  // ε = 1e-8 beside gradients of about 1.
  EXPECT_LT((moved(bias, bias_was) - 0.1).abs().max().item<double>(), 1e-8);
  EXPECT_LT((moved(weight, weight_was) - 0.1 - second).abs().max().item<double>(),
            1e-7);
}

TEST(NetworkObjective, StateHoldsNetworkAndMoments) {
  const Down down(testing::TinySetting("ERM"));
  std::vector<std::string> names;
  for (const NamedTensor& t : down.State()) names.push_back(t.name);
  for (const char* name : {"featurizer.input.weight", "classifier.bias", "adam.m",
                           "adam.steps", "offset.value", "adam_offset.v"})
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
}

TEST(NetworkObjective, DrawsByPurposeAndStep) {
  const Down down(testing::TinySetting("ERM"));
  EXPECT_EQ(down.Random("mix", 3).key(), down.Random("mix", 3).key());
  EXPECT_NE(down.Random("mix", 3).key(), down.Random("mix", 4).key());
  EXPECT_NE(down.Random("mix", 3).key(), down.Random("swap", 3).key());
}

TEST(NetworkObjective, EvaluatesWithoutDropout) {
  const auto objective = testing::TinyObjective("ERM", {{"mlp_dropout", 0.5}});
  const Inputs x = testing::TinyBatches(0)[0].x;
  const NoGrad no_grad;
  EXPECT_TRUE(objective->Logits(x).equal(objective->Logits(x)));
}

TEST(Annealed, ChangesWhenThatManyStepsAreDone) {
  EXPECT_EQ(Annealed(4, 5, 1, 100), 1);
  EXPECT_EQ(Annealed(5, 5, 1, 100), 100);
}

}  // namespace
}  // namespace graft
