// SpectralDecoupling: keep the logits small, so that no feature starves the others.
//
// Idea:     With cross-entropy the feature that is learned first takes the gradient away from
//           all others. A penalty on the logits instead of on the weights decouples how fast
//           features are learned. It does not look at domains.
// Paper:    Pezeshki et al., "Gradient Starvation: A Learning Proclivity in Neural Networks",
//           NeurIPS 2021, arXiv 2011.09468, Eq. (25).
// Symbols:  ℓ_i cross-entropy of row i | z logits [N,K] | λ `sd_reg`
// Computes: L = (1/N) Σ_i ℓ_i + λ mean_ik z_ik²                                        (25)
// Init:     PyTorch's.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  the mean of the squares, as in DomainBed, where the paper has λ/2 times their sum.
// Not for:  logits that must be calibrated: they are drawn to 0.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

class SpectralDecoupling final : public LossObjective {
 public:
  explicit SpectralDecoupling(const ObjectiveSetting& setting)
      : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
};

}  // namespace graft
