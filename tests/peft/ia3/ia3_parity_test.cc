// IA3 beside Hugging Face PEFT's: tests/golden/peft/{ia3,minilm_ia3}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

// PEFT's "output.dense" means the attention's output map as well.
testing::PeerCase Case(const std::string& trunk) {
  return {.golden = "peft/" + trunk + "ia3",
          .slug = "ia3",
          .options = {{"targets", "key,value,output.dense,attention.output.dense"},
                      {"inputs", "output.dense,attention.output.dense"}},
          .key = testing::PeftKey};
}

TEST(Ia3Parity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case(""));
  testing::ExpectSameGradients(Case("minilm_"));
}

TEST(Ia3Parity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case(""));
  testing::ExpectSameTenSteps(Case("minilm_"));
}

}  // namespace
}  // namespace graft
