#include "peft/prefix/gated_prefix.h"

#include <cmath>
#include <utility>

#include "common/tensor/ops.h"

namespace graft {

absl::StatusOr<std::unique_ptr<GatedPrefix>> GatedPrefix::Create(
    const GatedPrefixConfig& config, const TrunkInfo& trunk, const RandomStream& init) {
  ASSIGN_OR_RETURN(PrefixTable table, PrefixTable::Create(config, trunk, init));
  return std::unique_ptr<GatedPrefix>(new GatedPrefix(std::move(table), config.gate));
}

GatedPrefix::GatedPrefix(PrefixTable table, bool gate)
    : table_(std::move(table)), gate_(gate) {}

at::Tensor GatedPrefix::AfterAttention(const Site& site, const AttentionState& state,
                                       at::Tensor context) const {
  const KeyValue prefix = table_.At(site);
  const at::ScalarType type = prefix.key.scalar_type();
  const int64_t tokens = context.size(0), size = context.size(1) / state.heads;
  const auto heads = [&](const at::Tensor& x) {  // [N,C] → [H,N,D]
    return x.to(type).view({tokens, state.heads, size}).transpose(0, 1);
  };
  // s = q P_kᵀ/√D [H,N,l]
  const at::Tensor scores = at::bmm(heads(state.query), prefix.key.transpose(1, 2)) /
                            std::sqrt(static_cast<double>(size));
  // Δh = softmax(s) P_v                                                           (9)
  const at::Tensor h = heads(context),
                   delta = at::bmm(at::softmax(scores, -1), prefix.value);
  at::Tensor out = h + delta;
  if (gate_) {
    // λ = sigmoid(log Σ exp s - log Σ exp q Kᵀ/√D)                                 (8)
    const at::Tensor own = state.log_sum_exp.to(type).t().unsqueeze(-1);
    const at::Tensor lambda = at::sigmoid(at::logsumexp(scores, -1, true) - own);
    out = h + lambda * (delta - h);  //                                             (9)
  }
  return out.transpose(0, 1).reshape_as(context).to(context.scalar_type());
}

REGISTER_METHOD(GatedPrefix, "gated_prefix",
                "prefix tuning written as a gated change of each head", Traits{});

}  // namespace graft
