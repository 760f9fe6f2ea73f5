#include "dg/objectives/erm_plus_plus.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

TEST(ErmPlusPlus, FollowsDomainBedInNetworkAndAverage) {
  testing::ExpectFollowsDomainBed("ERMPlusPlus", {{"sma_start_iters", 3}},
                                  {{"average.featurizer.", "network_sma.0."},
                                   {"average.classifier.", "network_sma.1."}});
}

at::Tensor StateOf(const Objective& objective, const std::string& name) {
  for (const NamedTensor& t : objective.State())
    if (t.name == name) return t.tensor.detach().clone();
  return {};
}

TEST(ErmPlusPlus, MovesTheClassifierAloneAtFirstWhateverDecays) {
  const auto objective = testing::TinyObjective(
      "ERMPlusPlus", {{"linear_steps", 1}, {"weight_decay", 0.1}});
  const std::string trunk = "featurizer.output.weight", head = "classifier.weight";
  for (int64_t step = 0; step < 3; ++step) {
    const at::Tensor before = StateOf(*objective, trunk),
                     head_before = StateOf(*objective, head);
    objective->Step(testing::TinyBatches(step), step);
    EXPECT_EQ(StateOf(*objective, trunk).equal(before), step < 2) << step;
    EXPECT_FALSE(StateOf(*objective, head).equal(head_before)) << step;
  }
}

}  // namespace
}  // namespace graft
