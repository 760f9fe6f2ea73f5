// LinearRisk: derivatives of a linear classifier's cross-entropy, in closed form.
//
// Idea:     Objectives that train or probe classifiers on features that stand still need no
//           autograd for it; and a gradient written down can itself be differentiated in the
//           features, once, where autograd would go back twice.
// Symbols:  H features [n,F] | W weight [K,F] | p = softmax(H Wᵀ + b) [n,K] | 1_y one-hot rows
//           w weights of the rows [n] | δ = w (p - 1_y) [n,K]
// Computes: R = Σ_i w_i ℓ_i;  ∇_W R = δᵀ H;  ∇_b R = Σ_i δ_i
//           (∇²_W R) V = (w (p u - p Σ_k p_k u_k))ᵀ H,  u = H Vᵀ
// Errors:   shapes that do not fit are LibTorch's to refuse.
#pragma once

#include "dg/core/linear.h"

namespace graft {

// Σ_i w_i ℓ_i of a classifier that is held fixed.
struct LinearRisk {
  const Linear& classifier;
  at::Tensor features;  // H
  at::Tensor y;         // [n] int64
  at::Tensor weights;   // w [n], or one for all []

  struct Gradient {
    at::Tensor weight, bias;  // [K,F], [K]
  };
  // Differentiable in the features.
  Gradient ParameterGradient() const;
  // (∇²_W R) V [K,F]
  at::Tensor HessianProduct(const at::Tensor& v) const;
};

// Scores [n,K] of features by a classifier that is held fixed.
at::Tensor FixedLogits(const Linear& classifier, const at::Tensor& features);

}  // namespace graft
