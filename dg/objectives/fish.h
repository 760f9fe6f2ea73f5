// Fish: walk through the domains, then go a part of the way to where that led.
//
// Idea:     To first order, small steps on one domain after another lead further where the
//           domains' gradients have a large inner product. Moving only part of the way there
//           therefore maximises that product, and needs no second derivative.
// Paper:    Shi et al., "Gradient Matching for Domain Generalization", ICLR 2022,
//           arXiv 2104.09937, Algorithm 1.
// Symbols:  θ weights [P] | θ̃ the walker's | ε meta_lr
// Computes: θ̃ ← θ; for each domain in turn θ̃ ← Adam(θ̃, ∇R_e(θ̃)); θ ← θ + ε (θ̃ - θ)
// Init:     PyTorch's. Adam keeps its moments from one walk to the next.
// Cost:     one pass a domain over its own rows; one copy of θ.
// Errors:   none of its own.
// Differs:  the domains come in the order of the batches, as in DomainBed, where the paper draws
//           one. Running means of a BatchNorm stay where the walk led them.
// Not for:  a single domain.
// Tested:   hand-worked walk, update against DomainBed (thorough).
#pragma once

#include "dg/core/gradient_objective.h"

namespace graft {

class Fish final : public GradientObjective {
 public:
  explicit Fish(const ObjectiveSetting& setting) : GradientObjective(setting) {}

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
};

}  // namespace graft
