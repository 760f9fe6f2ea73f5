// Erm: minimise the mean loss over the rows of all domains.
//
// Idea:     The baseline: forget that there are domains. Tuned as carefully as the others it
//           is hard to beat, which is what DomainBed was made to show.
// Paper:    Vapnik, "Statistical Learning Theory", 1998; Gulrajani and Lopez-Paz, "In Search
//           of Lost Domain Generalization", ICLR 2021, arXiv 2007.01434.
// Symbols:  ℓ_i cross-entropy of row i | N rows of all domains
// Computes: L = (1/N) Σ_i ℓ_i
// Init:     PyTorch's.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  none.
// Not for:  nothing.        Tested: update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

class Erm final : public LossObjective {
 public:
  explicit Erm(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
};

}  // namespace graft
