// Bottleneck: a two-layer network, narrow in the middle, that computes an adapter's change.
//
// Idea:     Squeeze a token's state to r numbers, cut the negative ones, widen again. The
//           adapters differ only in what they feed it and in how they add what comes out.
// Paper:    Houlsby et al., "Parameter-Efficient Transfer Learning for NLP", ICML 2019,
//           arXiv 1902.00751; as He et al., arXiv 2110.04366, Eq. (4).
// Symbols:  x [N,C] | W_d [r,C], b_d [r] down | W_u [C,r], b_u [C] up | s scale | f ReLU,
//           z·σ(z) (swish) or GELU
// Computes: s·Δh = s·(dropout(f(x W_dᵀ + b_d)) W_uᵀ + b_u)                           (4)
// Init:     "bert": W_d, W_u ~ N(0, 0.02²), b = 0, a small change. "lora": W_d
//           Kaiming-uniform with a = √5, the rest 0, no change at all.
// Cost:     2rC + r + C parameters; 4·N·r·C FLOP, two products with the bias inside, and
//           the ReLU in place.
// Errors:   InvalidArgument if r is outside 1 … 65536, dropout outside [0, 1), or init or
//           activation is no known name.
// Differs:  the nonlinearity is ReLU as in the unified view, unless another is chosen;
//           Houlsby et al. leave it open.
//           No LayerNorm inside; the unified view's code puts one on the input of adapters
//           at attention.
// Not for:  changes that need more than r directions at a token.
// Tested:   value and gradient against a float64 twin, both starts (thorough).
#pragma once

#include <string>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/graft.h"
#include "common/models/trunk.h"
#include "common/tensor/named_tensor.h"

namespace graft {

inline constexpr double kBertSigma = 0.02;  // of BERT's own initial values

struct BottleneckConfig {
  int64_t r = 64;
  std::string at = "ffn";
  double dropout = 0;
  std::string init = "bert";
  std::string activation = "relu";

  template <class V>
  void Fields(V&& v) {
    v("r", r, "width of the bottleneck, 1 … 65536");
    v("at", at, "the sub-layers that have one: ffn, attention or both");
    v("dropout", dropout, "of the bottleneck, in [0, 1)");
    v("init", init, "bert: N(0, 0.02²); lora: no change at the start");
    v("activation", activation, "of the bottleneck: relu, swish or gelu");
  }
};

// InvalidArgument unless r, dropout and init are what the fields above say.
absl::Status CheckBottleneck(int64_t r, double dropout, const std::string& init);

class Bottleneck {
 public:
  // `name` leads the tensors' names: "encoder.layer.0.output".
  static absl::StatusOr<Bottleneck> Create(const std::string& name,
                                           const BottleneckConfig& config,
                                           const TrunkInfo& trunk,
                                           const RandomStream& init);

  // s·Δh of x [N,C], as [N,C] in x's dtype; a tensor of its own that may be changed in place.
  at::Tensor Delta(const Site& site, const at::Tensor& x, double s = 1) const;

  // "<name>.adapter_down.weight" and three more.
  std::vector<NamedTensor> Tensors() const;
  const std::string& name() const { return name_; }

 private:
  Bottleneck() = default;

  std::string name_, activation_;
  double dropout_ = 0;
  at::Tensor down_, down_bias_;  // W_d [r,C], b_d [r]
  at::Tensor up_, up_bias_;      // W_u [C,r], b_u [C]
};

}  // namespace graft
