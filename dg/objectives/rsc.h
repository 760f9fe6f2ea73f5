// Rsc: predict without the features that the prediction hangs on most.
//
// Idea:     A network leans on the features that are easiest in its training domains. Mute
//           those with the largest gradient, where muting hurts most, and it must learn from
//           the rest.
// Paper:    Huang et al., "Self-Challenging Improves Cross-Domain Generalization", ECCV 2020,
//           arXiv 2007.02454, Eq. (1) to (5) and section 3.3.
// Symbols:  f features [N,F] | z = W f + b logits | y label | p = softmax(z)
//           q_φ percentile, between neighbours by a line, as numpy's
// Computes: g_i = ∂ z_i,y / ∂ f_i = W_y                                                   (1)
//           m_i = [g_i < q_(1-φ)(g_i)]                                                    (2)
//           c_i = p_y(f_i) - p_y(f_i ∘ m_i);  rows with c_i < q_(1-β)(c) keep all
//           L = mean ℓ of z(f_i) of those, of z(f_i ∘ m_i) of the others              (3)-(5)
// Init:     PyTorch's.
// Cost:     one pass and one more of the classifier. The gradient is a row of W, so a mask is
//           found for each class, not for each row.
// Errors:   none of its own.
// Differs:  none from DomainBed in value; masks are constants, as there. The paper also mutes
//           whole channels and places.
// Not for:  few features: with a fraction 0 the largest is muted still.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// Of the last dimension [*,n] → [*]: numpy.percentile(x, percent, axis=-1).
at::Tensor Percentile(const at::Tensor& x, double percent);

class Rsc final : public LossObjective {
 public:
  explicit Rsc(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
};

}  // namespace graft
