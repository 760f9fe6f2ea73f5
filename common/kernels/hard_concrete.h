// HardConcrete: θ = θ0 + z ⊙ w with gates z that are 0, 1 or between, and learn to close.
//
// Idea:     A gate is a stretched sigmoid of noise, cut to [0, 1]: it reaches both ends with
//           positive probability and yet has a gradient. Noise is drawn again in the
//           backward pass, not kept: each direction is one pass over memory, which also
//           adds the gradient of the L0 penalty. That pass adds to w.grad() and α.grad()
//           where they lie (in training AdamW's flat buffers), instead of handing LibTorch
//           tensors of their size to add.
// Paper:    Louizos, Welling, Kingma, "Learning Sparse Neural Networks through L0
//           Regularization", ICLR 2018, arXiv 1712.01312, Eq. (10) to (12); Guo, Rush, Kim,
//           "Parameter-Efficient Transfer Learning with Diff Pruning", ACL 2021,
//           arXiv 2012.07463, sections 3.1 and 3.3.
// Symbols:  θ0 frozen | w diff | α gate parameters | u ~ U(0,1) | l, r stretch | z_g, α_g the
//           gate of the whole tensor | λ penalty
// Computes: s = σ(ln u - ln(1-u) + α);  z = min(1, max(0, s (r-l) + l));
//           P(z > 0) = σ(α - ln(-l/r))
// Cost:     forward 12 bytes an element with θ in bfloat16, backward 26. Where w or d_θ is zero throughout, as in
//           the rows of an embedding that no text has used, no noise is drawn.
// Errors:   wrong sizes, types or devices are a CHECK. CPU only.
// Differs:  u has 16 bits.
#pragma once

#include <cstdint>

#include "common/kernels/hard_concrete_rows.h"
#include "common/tensor/tensor.h"

namespace graft {

enum class L0Form {
  kProduct,  // the paper's: λ Σ P(z_i > 0) P(z_g > 0)
  kSum,      // the released code's: λ (Σ P(z_i > 0) + P(z_g > 0))
};

struct HardConcrete {
  double lower = -1.5, upper = 1.5;  // l < 0 and r > 1
  hard_concrete::Noise noise = hard_concrete::Noise::kDrawn;
  uint64_t key = 0;   // of the noise
  double lambda = 0;  // of the penalty; its gradient joins the loss's
  L0Form form = L0Form::kProduct;
};

// θ, in θ0's type. w and α are float32 (float64 beside a float64 θ0) of θ0's shape, leaves
// that require a gradient; α_g has one element, or is undefined: no gate of the whole.
at::Tensor GatedSum(const HardConcrete& gates, const at::Tensor& theta0,
                    const at::Tensor& w, const at::Tensor& alpha,
                    const at::Tensor& alpha_group);

// z ⊙ w (with z_g), in w's type; records nothing.
at::Tensor GatedDiff(const HardConcrete& gates, const at::Tensor& w,
                     const at::Tensor& alpha, const at::Tensor& alpha_group);

// The penalty without λ: how many gates are expected to be open.
double ExpectedL0(const HardConcrete& gates, const at::Tensor& alpha,
                  const at::Tensor& alpha_group);

}  // namespace graft
