// Vrex: the risks of all domains shall be equal.
//
// Idea:     A model that relies on what changes between domains has different risks in them.
//           The variance of the risks is a penalty that extrapolates: it makes the model
//           robust to domains further out than those seen.
// Paper:    Krueger et al., "Out-of-Distribution Generalization via Risk Extrapolation (REx)",
//           ICML 2021, arXiv 2003.00688, Eq. (8).
// Symbols:  R_e risk of domain e | R̄ their mean
// Computes: L = R̄ + β (1/E) Σ_e (R_e - R̄)²                                          (8)
// Init:     β = 1 until `vrex_penalty_anneal_iters` steps are done, then `vrex_lambda`; Adam
//           starts anew there.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  the mean of the risks, as in DomainBed, where the paper has their sum.
// Not for:  domains whose noise differs: their risks must.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

class Vrex final : public LossObjective {
 public:
  explicit Vrex(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  int64_t ResetStep() const override;
};

}  // namespace graft
