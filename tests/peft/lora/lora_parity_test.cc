// LoRA beside Hugging Face PEFT's: tests/golden/peft/{lora,minilm_lora}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

testing::PeerCase Case(const std::string& trunk) {
  const auto key = [trunk](const std::string& name) {
    const bool head = name.starts_with("classifier.");
    return "base_model.model." + (head ? name : "bert." + name);
  };
  return {.golden = "peft/" + trunk + "lora",
          .slug = "lora",
          .options = {{"r", "2"}, {"alpha", "4"}, {"targets", "query,value"}},
          .key = key};
}

TEST(LoraParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case(""));
  testing::ExpectSameGradients(Case("minilm_"));
}

TEST(LoraParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case(""));
  testing::ExpectSameTenSteps(Case("minilm_"));
}

}  // namespace
}  // namespace graft
