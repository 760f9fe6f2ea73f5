// P-tuning beside Hugging Face PEFT's: tests/golden/peft/{p_tuning,p_tuning_lstm}.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

testing::PeerCase Case(const std::string& golden, const std::string& encoder) {
  return {.golden = "peft/" + golden,
          .slug = "p_tuning",
          .options = {{"l", "3"}, {"hidden", "5"}, {"encoder", encoder}},
          .key =
              [](const std::string& name) {
                return (name.starts_with("classifier.") ? "base_model." : "") + name;
              },
          .pooling = Pooling::kFirst};
}

TEST(PTuningParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case("p_tuning", "mlp"));
  testing::ExpectSameGradients(Case("p_tuning_lstm", "lstm"));
}

TEST(PTuningParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case("p_tuning", "mlp"));
  testing::ExpectSameTenSteps(Case("p_tuning_lstm", "lstm"));
}

}  // namespace
}  // namespace graft
