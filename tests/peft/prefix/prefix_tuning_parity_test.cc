// Prefix tuning beside Hugging Face PEFT's, tests/golden/peft/{prefix,minilm_prefix}, and the
// adapters library's, tests/golden/adapters/prefix.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

// PEFT moves the positions of BERT's tokens by the prefix's length.
testing::PeerCase Peft(const std::string& trunk) {
  return {.golden = "peft/" + trunk + "prefix",
          .slug = "prefix",
          .options = {{"l", "4"}, {"shift_positions", "true"}},
          .key = [](const std::string& name) {
            return (name.starts_with("classifier.") ? "base_model." : "") + name;
          }};
}

// The adapters library does not, and it makes the prefix by a network 6 wide.
testing::PeerCase Adapters() {
  return {.golden = "adapters/prefix",
          .slug = "prefix",
          .options = {{"l", "4"}, {"mlp", "6"}},
          .key = testing::AdaptersKey};
}

TEST(PrefixTuningParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Peft(""));
  testing::ExpectSameGradients(Peft("minilm_"));
  testing::ExpectSameGradients(Adapters());
}

TEST(PrefixTuningParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Peft(""));
  testing::ExpectSameTenSteps(Peft("minilm_"));
  testing::ExpectSameTenSteps(Adapters());
}

}  // namespace
}  // namespace graft
