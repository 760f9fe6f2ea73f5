// MAM beside the adapters library's: tests/golden/adapters/mam.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

const testing::PeerCase kMam = {
    .golden = "adapters/mam",
    .slug = "mam",
    .options = {{"l", "4"}, {"mlp", "6"}, {"r", "4"}, {"s", "4"}},
    .key = testing::AdaptersKey};

TEST(MamParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(kMam);
}

TEST(MamParity, TakesTheSameTenSteps) { testing::ExpectSameTenSteps(kMam); }

}  // namespace
}  // namespace graft
