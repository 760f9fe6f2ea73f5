// Graft: a small trained part, and the six sites at which a frozen trunk lets it act.
//
// Idea:    Every parameter-efficient method changes one of a few representations of a
//          transformer: a weight, the output of a linear map, what attention looks at, the
//          output of a sub-layer, the input embeddings, the head. The trunk calls the
//          graft at the first five; a method overrides the ones it needs. A Graft that
//          overrides nothing leaves the trunk's output unchanged, bit for bit. The head is
//          the sixth: always there, always trained (head.h).
// Paper:   He et al., "Towards a Unified View of Parameter-Efficient Transfer Learning",
//          ICLR 2022, arXiv 2110.04366, section 3 ("modified representation").
// Letters: N tokens of the whole batch, C channels, H heads, D = C/H, L prefix length.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/kernels/attention.h"
#include "common/kernels/dropout.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/ragged.h"
#include "common/tensor/tensor.h"

namespace graft {

enum class Sublayer { kAttention, kFeedForward };

// Where in the trunk a call comes from. Names are those of the checkpoint, so that
// "encoder.layer.0.attention.self.query" means the same on disk and in code.
struct Site {
  const std::string& name;
  int layer;               // 0-based; -1 at the embeddings
  const Dropout& dropout;  // this pass's masks; off in evaluation
};

// One attention as a graft sees it, before the heads are joined by the output map.
struct AttentionState {
  at::Tensor query;        // [N,C]
  at::Tensor log_sum_exp;  // [N,H], float or double
  int64_t heads;
};

class Graft {
 public:
  virtual ~Graft() = default;

  // The weight to use in place of the frozen `theta`; same shape.
  virtual at::Tensor Parameter(const Site&, const at::Tensor& theta) const {
    return theta;
  }

  // Called after y = x Wᵀ + b. x [N,in], y [N,out]; returns [N,out].
  virtual at::Tensor Linear(const Site&, const at::Tensor& x, at::Tensor y) const {
    return y;
  }

  // Keys and values that every query of this attention sees besides its own: [H,L,D], or
  // [B,H,L,D] where each of the B sequences has its own.
  virtual std::optional<KeyValue> Prefix(const Site&, int64_t sequences) const {
    return {};
  }

  // Called with the heads' outputs side by side, context [N,C]; returns [N,C].
  virtual at::Tensor AfterAttention(const Site&, const AttentionState&,
                                    at::Tensor context) const {
    return context;
  }

  // Called with a sub-layer's input x [N,C] and output y [N,C], before dropout, residual
  // and LayerNorm; returns [N,C].
  virtual at::Tensor AfterSublayer(const Site&, Sublayer, const at::Tensor& x,
                                   at::Tensor y) const {
    return y;
  }

  // Called with the word embeddings, before positions, types and LayerNorm; may put
  // `ExtraTokens` virtual tokens in front of every sequence.
  virtual Ragged Embed(const Site&, Ragged words) const { return words; }
  virtual int64_t ExtraTokens() const { return 0; }
  // By how much the positions of the real tokens are moved.
  virtual int64_t PositionShift() const { return 0; }

  // What is trained, counted and saved, in a fixed order.
  virtual std::vector<NamedTensor> Tensors() const { return {}; }
};

}  // namespace graft
