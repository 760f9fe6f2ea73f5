// The scaled parallel adapter beside the adapters library's:
// tests/golden/adapters/{par_bn,par_bn_learned}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

testing::PeerCase Case(const std::string& golden, const std::string& learn_s) {
  return {.golden = "adapters/" + golden,
          .slug = "scaled_parallel_adapter",
          .options = {{"r", "4"}, {"s", "4"}, {"learn_s", learn_s}},
          .key = testing::AdaptersKey};
}

TEST(ParallelAdapterParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case("par_bn", "false"));
  testing::ExpectSameGradients(Case("par_bn_learned", "true"));
}

TEST(ParallelAdapterParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case("par_bn", "false"));
  testing::ExpectSameTenSteps(Case("par_bn_learned", "true"));
}

}  // namespace
}  // namespace graft
