// Sequential adapters beside the adapters library's: tests/golden/adapters/{seq_bn,
// double_seq_bn}, which read the LayerNorm's output, and use another nonlinearity.
#include <gtest/gtest.h>

#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

testing::PeerCase Case(const std::string& golden, const std::string& slug,
                       const OptionValues& options) {
  return {.golden = "adapters/" + golden,
          .slug = slug,
          .options = options,
          .key = testing::AdaptersKey};
}

testing::PeerCase SeqBn() {
  return Case("seq_bn", "pfeiffer", {{"r", "4"}, {"reads", "norm"}});
}

testing::PeerCase DoubleSeqBn() {
  return Case("double_seq_bn", "houlsby", {{"r", "4"}, {"activation", "swish"}});
}

TEST(SequentialAdapterParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(SeqBn());
  testing::ExpectSameGradients(DoubleSeqBn());
}

// Of seq_bn, whose nonlinearity is the same; the other's rounds in float32 in a way of its own.
TEST(SequentialAdapterParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(SeqBn());
}

}  // namespace
}  // namespace graft
