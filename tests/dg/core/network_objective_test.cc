#include "dg/core/network_objective.h"

#include <gtest/gtest.h>

#include <algorithm>

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
