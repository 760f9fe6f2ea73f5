// Prompt tuning beside Hugging Face PEFT's: tests/golden/peft/{prompt,minilm_prompt}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

// PEFT's classifier reads row 0, which is the first virtual token and not [CLS].
testing::PeerCase Case(const std::string& trunk) {
  return {.golden = "peft/" + trunk + "prompt",
          .slug = "prompt_tuning",
          .options = {{"l", "3"}},
          .key =
              [](const std::string& name) {
                return (name.starts_with("classifier.") ? "base_model." : "") + name;
              },
          .pooling = Pooling::kFirst};
}

TEST(PromptTuningParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case(""));
  testing::ExpectSameGradients(Case("minilm_"));
}

TEST(PromptTuningParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case(""));
  testing::ExpectSameTenSteps(Case("minilm_"));
}

}  // namespace
}  // namespace graft
