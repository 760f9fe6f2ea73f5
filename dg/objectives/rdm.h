// Rdm: the losses of the worst domain shall be distributed as those of all.
//
// Idea:     Instead of features, match the distributions of the losses: numbers, one a row, so
//           that it costs little. It is enough to pull the domain with the largest risk to the
//           whole; the variances of the losses are kept small besides.
// Paper:    Nguyen et al., "Domain Generalisation via Risk Distribution Matching", WACV 2024,
//           arXiv 2310.18598.
// Symbols:  R_e risk of domain e, w the domain where it is largest | ℓ_w, ℓ the losses of its
//           rows and of all | λ `rdm_lambda`, ν `variance_weight`
// Computes: L = mean_e R_e + λ MMD²(ℓ_w, ℓ) + ν (Var ℓ + Var ℓ_w), variances over n-1
// Init:     λ = ν = 0 until `rdm_penalty_anneal_iters` steps are done; then Adam starts anew,
//           with rate `rdm_lr`.
// Cost:     one pass, and a kernel matrix of N + n losses.
// Errors:   none of its own.
// Differs:  none from DomainBed in value: it runs on a GPU alone.
// Not for:  domains of one row in a batch: they have no distribution.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

class Rdm final : public LossObjective {
 public:
  explicit Rdm(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  int64_t ResetStep() const override;
  double RateAfterReset() const override { return hparam("rdm_lr"); }
};

}  // namespace graft
