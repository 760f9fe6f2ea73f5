// LoRA beside Hugging Face PEFT's: tests/golden/peft/{lora,minilm_lora}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

testing::PeerCase Case(const std::string& trunk) {
  return {.golden = "peft/" + trunk + "lora",
          .slug = "lora",
          .options = {{"r", "2"}, {"alpha", "4"}, {"targets", "query,value"}},
          .key = testing::PeftKey};
}

// The biases of the maps that are changed lie a level deeper in PEFT.
testing::PeerCase CaseWithBias(const std::string& golden, const OptionValues& options,
                               const std::vector<std::string>& maps) {
  const auto key = [maps](std::string name) {
    for (const std::string& map : maps)
      if (name.ends_with(map + ".bias")) name.insert(name.size() - 4, "base_layer.");
    return testing::PeftKey(name);
  };
  return {.golden = "peft/" + golden, .slug = "lora", .options = options, .key = key};
}

testing::PeerCase AllBiases() {
  return CaseWithBias("lora_bias", {{"r", "2"}, {"alpha", "4"}, {"bias", "all"}},
                      {"query", "value"});
}

testing::PeerCase Patterns() {
  return CaseWithBias("lora_patterns",
                      {{"r", "2"},
                       {"alpha", "4"},
                       {"targets",
                        "layer.1.attention.self.query,layer.1.output.dense,"
                        "layer.1.attention.output.dense"},
                       {"rank_pattern", "layer.1.output.dense:3,query:1"},
                       {"alpha_pattern", "query:7"},
                       {"rslora", "true"},
                       {"bias", "lora_only"}},
                      {"query", "output.dense"});
}

TEST(LoraParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case(""));
  testing::ExpectSameGradients(Case("minilm_"));
  testing::ExpectSameGradients(AllBiases());
  testing::ExpectSameGradients(Patterns());
}

TEST(LoraParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case(""));
  testing::ExpectSameTenSteps(Case("minilm_"));
  testing::ExpectSameTenSteps(AllBiases());
  testing::ExpectSameTenSteps(Patterns());
}

}  // namespace
}  // namespace graft
