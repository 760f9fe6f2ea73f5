// Sam: minimise the loss at the worst place nearby, not at the place itself.
//
// Idea:     Flat minima generalise better, in the domain and beyond it. A step up the gradient
//           of length ρ finds the worst weights of a small ball, to first order; their
//           gradient moves the weights where they were.
// Paper:    Foret et al., "Sharpness-Aware Minimization for Efficiently Improving
//           Generalization", ICLR 2021, arXiv 2010.01412, Eq. (2) with p = 2, Algorithm 1.
// Symbols:  θ weights [P] | R mean risk | ρ rho
// Computes: ε̂ = ρ ∇R(θ) / |∇R(θ)|                                                     (2)
//           Adam is given ∇R(θ + ε̂)
// Init:     PyTorch's.
// Cost:     two passes; one copy of θ.
// Errors:   none of its own.
// Differs:  Adam where the paper has SGD. Both passes drop the same units. A gradient of 0 moves
//           nowhere.
// Not for:  time that allows one pass.
// Tested:   hand-worked ascent, gradient at the place it led to (light: DomainBed has none).
#pragma once

#include "dg/core/gradient_objective.h"

namespace graft {

// ε̂ of a gradient [P].
at::Tensor Ascent(const at::Tensor& gradient, double rho);

class Sam final : public GradientObjective {
 public:
  explicit Sam(const ObjectiveSetting& setting) : GradientObjective(setting) {}

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
};

}  // namespace graft
