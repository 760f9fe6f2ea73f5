#include "dg/objectives/fish.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

std::vector<at::Tensor> Trained(const Objective& objective) {
  std::vector<at::Tensor> trained;
  for (const NamedTensor& t : objective.State())
    if (t.tensor.requires_grad()) trained.push_back(t.tensor.detach());
  return trained;
}

// ERM that sees the domains one after another makes the same walk: Fish is at `meta_lr` of it.
// Equal but for lerp's rounding, a few ε of weights below 1.
TEST(Fish, GoesPartOfTheWayOfAWalkThroughTheDomains) {
  for (const double part : {0.05, 0.5, 1.0}) {
    Fish fish(testing::TinySetting("Fish", {{"meta_lr", part}}));
    const auto erm = testing::TinyObjective("ERM");
    std::vector<at::Tensor> start;
    for (const at::Tensor& t : Trained(fish)) start.push_back(t.clone());
    double sum = 0;
    for (DomainBatch& batch : testing::TinyBatches(0))
      sum += erm->Step({&batch, 1}, 0)["loss"];
    EXPECT_NEAR(fish.Step(testing::TinyBatches(0), 0)["loss"], sum / 3, 1e-15);
    const auto walked = Trained(*erm), reached = Trained(fish);
    for (size_t i = 0; i < start.size(); ++i) {
      const at::Tensor expected = start[i] + part * (walked[i] - start[i]);
      EXPECT_LT((reached[i] - expected).abs().max().item<double>(), 1e-15);
      EXPECT_FALSE(reached[i].equal(start[i]));
    }
  }
}

TEST(Fish, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed(
      "Fish", {},
      {{"featurizer.", "network.net.0."}, {"classifier.", "network.net.1."}});
}

}  // namespace
}  // namespace graft
