// Irm: the same classifier shall be best in every domain.
//
// Idea:     If a feature is related to the label in the same way everywhere, one classifier is
//           optimal in all domains at once, and the risk of each does not change when the
//           logits are scaled a little. So penalise how much it does.
// Paper:    Arjovsky et al., "Invariant Risk Minimization", 2019, arXiv 1907.02893.
//           IRMv1, section 3.1; the unbiased estimate from two halves, section 3.2.
// Symbols:  z logits, y label of a row | p = softmax(z) | R_e risk of domain e
//           g₁, g₂ = d/ds of the risk of s·z at s = 1, on the even and the odd rows
// Computes: L = mean_e R_e + λ mean_e g₁ g₂,  where in closed form
//           g = mean_i (Σ_k p_ik z_ik - z_i,y)
// Init:     λ = 1 until `irm_penalty_anneal_iters` steps are done, then `irm_lambda`; Adam
//           starts anew there.
// Cost:     one pass; nothing is differentiated twice.
// Errors:   none of its own.
// Differs:  none from DomainBed in value: it differentiates twice where this is a closed form.
// Not for:  domains of one row in a batch.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// mean_e g₁ g₂ of the joint's logits.
at::Tensor IrmPenalty(const Joint& joint);

class Irm final : public LossObjective {
 public:
  explicit Irm(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  int64_t ResetStep() const override;
};

}  // namespace graft
