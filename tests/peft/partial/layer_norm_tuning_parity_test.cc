// LayerNorm tuning beside Hugging Face PEFT's: tests/golden/peft/ln_tuning.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

const testing::PeerCase kCase = {.golden = "peft/ln_tuning",
                                 .slug = "ln_tuning",
                                 .options = {},
                                 .key = [](std::string name) {
                                   if (const size_t at = name.find("LayerNorm.");
                                       at != std::string::npos)
                                     name.insert(at + 10, "ln_tuning_layers.");
                                   return testing::PeftKey(name);
                                 }};

TEST(LayerNormTuningParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(kCase);
}

TEST(LayerNormTuningParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(kCase);
}

}  // namespace
}  // namespace graft
