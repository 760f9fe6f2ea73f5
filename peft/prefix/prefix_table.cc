#include "peft/prefix/prefix_table.h"

#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"

namespace graft {
namespace {

absl::Status Check(const PrefixTableConfig& c) {
  RETURN_IF_ERROR(CheckWidth("l", c.l));
  RETURN_IF_ERROR(CheckWidth("mlp", c.mlp, 0));
  RETURN_IF_ERROR(CheckPositive("init_sigma", c.init_sigma));
  return CheckDropout(c.dropout);
}

}  // namespace

absl::StatusOr<PrefixTable> PrefixTable::Create(const PrefixTableConfig& config,
                                                const TrunkInfo& trunk,
                                                const RandomStream& init) {
  RETURN_IF_ERROR(Check(config));
  const at::ScalarType dtype = trunk.graft_dtype();
  const auto draw = [&](const char* name, int64_t rows, int64_t columns) {
    return Normal({rows, columns}, config.init_sigma, dtype, init.Fork(name))
        .requires_grad_();
  };
  const auto zeros = [&](int64_t size) {
    return at::zeros({size}, dtype).requires_grad_();
  };
  const int64_t width = 2 * trunk.layers * trunk.hidden, m = config.mlp;
  PrefixTable p;
  p.length_ = config.l;
  p.hidden_ = trunk.hidden;
  p.heads_ = trunk.heads;
  p.dropout_ = config.dropout;
  p.table_ = draw("table", config.l, m == 0 ? width : trunk.hidden);
  if (m > 0) {
    p.w1_ = draw("w1", m, trunk.hidden);
    p.b1_ = zeros(m);
    p.w2_ = draw("w2", width, m);
    p.b2_ = zeros(width);
  }
  return p;
}

// The layer's part of P: keys, then values, [l,2C].
at::Tensor PrefixTable::Slots(int layer) const {
  return Columns(2 * layer * hidden_, 2 * (layer + 1) * hidden_);
}

at::Tensor PrefixTable::Columns(int64_t begin, int64_t end) const {
  if (!w1_.defined()) return table_.slice(1, begin, end);
  const at::Tensor h = at::tanh(at::linear(table_, w1_, b1_));
  return at::linear(h, w2_.slice(0, begin, end), b2_.slice(0, begin, end));
}

KeyValue PrefixTable::At(const Site& site, int slot, int64_t sequences) const {
  at::Tensor slots = Slots(slot);
  if (dropout_ > 0 && site.dropout.on())
    slots = ApplyDropout(slots.expand({sequences, length_, 2 * hidden_}),
                         site.dropout.At(site.name + ".prefix", dropout_));
  else
    sequences = 1;
  const at::Tensor split =
      slots.reshape({sequences, length_, 2, heads_, hidden_ / heads_})
          .permute({2, 0, 3, 1, 4});
  const at::Tensor keys = split.select(0, 0), values = split.select(0, 1);
  if (sequences == 1) return {keys.squeeze(0), values.squeeze(0)};
  return {keys, values};
}

std::vector<NamedTensor> PrefixTable::Exported() const {
  const NoGrad no_grad;
  const int64_t width = w2_.defined() ? w2_.size(0) : table_.size(1);
  return {{"prompt_embeddings", Columns(0, width)}};
}

std::vector<NamedTensor> PrefixTable::Tensors() const {
  if (!w1_.defined()) return {{"prompt_embeddings", table_}};
  return {{"prefix.wte.weight", table_},
          {"prefix.control_trans.0.weight", w1_},
          {"prefix.control_trans.0.bias", b1_},
          {"prefix.control_trans.2.weight", w2_},
          {"prefix.control_trans.2.bias", b2_}};
}

}  // namespace graft
