// Sequential adapters beside the adapters library's: tests/golden/adapters/{seq_bn,
// double_seq_bn}. Those differ from ours in one thing each, so the test puts it in: what is
// compared is all the rest, our bottlenecks, their places and names.
#include <gtest/gtest.h>

#include <utility>

#include "common/kernels/residual_norm.h"
#include "common/tensor/ops.h"
#include "peft/adapter/bottleneck_set.h"
#include "tests/peft/peer_parity.h"

namespace graft {
namespace {

class TheirAdapter final : public Method {
 public:
  using Config = BottleneckConfig;
  static absl::StatusOr<std::unique_ptr<TheirAdapter>> Create(
      const BottleneckConfig& config, const TrunkInfo& trunk,
      const RandomStream& init) {
    ASSIGN_OR_RETURN(BottleneckSet set, BottleneckSet::Create(config, trunk, init));
    return std::unique_ptr<TheirAdapter>(
        new TheirAdapter(std::move(set), config.at == "ffn", trunk.weights));
  }

  at::Tensor AfterSublayer(const Site& site, Sublayer sublayer, const at::Tensor& x,
                           at::Tensor y) const override {
    const Bottleneck* f = set_.At(site, sublayer);
    if (f == nullptr) return y;
    if (normed_) return y + f->Delta(site, Norm(f->name() + ".LayerNorm", x, y));
    const std::vector<NamedTensor> p = f->Tensors();
    const at::Tensor z = at::linear(y, p[0].tensor, p[1].tensor);
    return y + at::linear(z * at::sigmoid(z), p[2].tensor, p[3].tensor);
  }
  std::vector<NamedTensor> Tensors() const override { return set_.Tensors(); }

 private:
  TheirAdapter(BottleneckSet set, bool normed, Weights weights)
      : set_(std::move(set)), normed_(normed), weights_(std::move(weights)) {}

  // The sub-layer's own LayerNorm of x + y.
  at::Tensor Norm(const std::string& name, const at::Tensor& x,
                  const at::Tensor& y) const {
    return ResidualNorm(x, y, weights_.at(name + ".weight"),
                        weights_.at(name + ".bias"), 1e-12, {});
  }

  BottleneckSet set_;
  bool normed_;
  Weights weights_;
};

REGISTER_METHOD(TheirAdapter, "seq_bn", "reads LN(x + y)", Traits{}, {.at = "ffn"});
REGISTER_METHOD(TheirAdapter, "double_seq_bn", "z·σ(z) in place of ReLU", Traits{},
                {.at = "both"});

testing::PeerCase Case(const std::string& slug) {
  return {.golden = "adapters/" + slug,
          .slug = slug,
          .options = {{"r", "4"}},
          .key = testing::AdaptersKey};
}

TEST(SequentialAdapterParity, GivesTheSameLogitsLossAndGradients) {
  testing::ExpectSameGradients(Case("seq_bn"));
  testing::ExpectSameGradients(Case("double_seq_bn"));
}

// Of seq_bn, whose bottleneck is ours; the other's nonlinearity is the test's own, and rounds
// in float32 in a way of its own.
TEST(SequentialAdapterParity, TakesTheSameTenSteps) {
  testing::ExpectSameTenSteps(Case("seq_bn"));
}

}  // namespace
}  // namespace graft
