#include "peft/adapter/multi_head_adapter.h"

#include <cmath>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "peft/adapter/bottleneck.h"

namespace graft {
namespace {

std::string AttentionName(size_t layer) {
  return StrCat("encoder.layer.", layer, ".attention.self");
}

}  // namespace

absl::StatusOr<std::unique_ptr<MultiHeadAdapter>> MultiHeadAdapter::Create(
    const MultiHeadAdapterConfig& config, const TrunkInfo& trunk,
    const RandomStream& init) {
  RETURN_IF_ERROR(CheckBottleneck(config.r, config.dropout, config.init));
  const int64_t size = trunk.hidden / trunk.heads;
  const std::vector<int64_t> shape = {trunk.heads, config.r, size};
  const at::ScalarType dtype = trunk.graft_dtype();
  auto adapter =
      std::unique_ptr<MultiHeadAdapter>(new MultiHeadAdapter(config.dropout));
  for (int64_t layer = 0; layer < trunk.layers; ++layer) {
    const RandomStream key = init.Fork(AttentionName(layer) + ".key"),
                       value = init.Fork(AttentionName(layer) + ".value");
    KeyValue p;
    if (config.init == "bert")
      p = {Normal(shape, kBertSigma, dtype, key),
           Normal(shape, kBertSigma, dtype, value)};
    else
      p = {Uniform(shape, 1 / std::sqrt(static_cast<double>(size)), dtype, key),
           Zeros(shape, dtype)};
    p.key.requires_grad_();
    p.value.requires_grad_();
    adapter->layers_.push_back(p);
  }
  return adapter;
}

at::Tensor MultiHeadAdapter::AfterAttention(const Site& site,
                                            const AttentionState& state,
                                            at::Tensor context) const {
  const int64_t tokens = context.size(0), channels = context.size(1);
  const int64_t heads = state.heads, size = channels / heads;
  const at::ScalarType dtype = context.scalar_type();
  const KeyValue& p = layers_.at(site.layer);
  // The few keys take the factor 1/√D, not the many products.
  const at::Tensor key = p.key.to(dtype) / std::sqrt(static_cast<double>(size));
  const at::Tensor q = state.query.reshape({tokens, heads, size}).transpose(0, 1);
  // a_i = dropout(ReLU(q_i P_kᵀ/√D)) [H,N,r]
  at::Tensor a = at::bmm(q, key.transpose(1, 2)).relu_();
  a = ApplyDropout(a, site.dropout.At(site.name + ".adapter", dropout_));
  // h_i + a_i P_v
  const at::Tensor delta = at::bmm(a, p.value.to(dtype)).transpose(0, 1);  // [N,H,D]
  return (context.reshape({tokens, heads, size}) + delta).reshape({tokens, channels});
}

std::vector<NamedTensor> MultiHeadAdapter::Tensors() const {
  std::vector<NamedTensor> all;
  for (size_t layer = 0; layer < layers_.size(); ++layer) {
    all.push_back({AttentionName(layer) + ".adapter_key", layers_[layer].key});
    all.push_back({AttentionName(layer) + ".adapter_value", layers_[layer].value});
  }
  return all;
}

REGISTER_METHOD(MultiHeadAdapter, "multi_head_parallel_adapter",
                "an adapter beside every attention head",
                Traits{.identity_at_start = true});

}  // namespace graft
