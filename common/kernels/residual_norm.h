// ResidualNorm: dropout, residual and LayerNorm in one pass over memory.
//
// Idea:      The three follow one another after every sub-layer of a post-LayerNorm
//            transformer; apart they read and write [N,C] seven times and keep a mask.
//            Here a row stays in cache, the mask is drawn on the fly, and the backward pass
//            draws it again.
// Paper:     Ba, Kiros, Hinton, "Layer Normalization", arXiv 1607.06450, Eq. (4).
// Computes:  h = x + dropout(y),   z = γ (h - mean h)/√(var h + ε) + β, per row
// Elsewhere: tensors that are not on the CPU take LibTorch's operators, one after another.
// Saves:     the normalised rows [N,C] and 1/σ [N].
// Errors:    shapes and dtypes that differ are a CHECK; float, double and bfloat16
//            (arithmetic in float).
// Not for:   second derivatives: the backward pass is not recorded.
#pragma once

#include "common/kernels/dropout.h"
#include "common/tensor/tensor.h"

namespace graft {

// x, y [N,C]; gamma, beta [C]; y may be undefined: then h = x. Returns z [N,C].
at::Tensor ResidualNorm(const at::Tensor& x, const at::Tensor& y,
                        const at::Tensor& gamma, const at::Tensor& beta, double epsilon,
                        DropoutMask mask);

}  // namespace graft
