// Iga: the domains' gradients shall be equal.
//
// Idea:     Where a model treats all domains alike, the gradients of their risks are the same.
//           The trace of their covariance is a penalty on what of the model depends on the
//           domain.
// Paper:    Koyama and Yamaguchi, "When is Invariance Useful in an Out-of-Distribution
//           Generalization Problem?", 2020, arXiv 2008.01883 (inter-gradient alignment).
// Symbols:  g_e = ∇R_e [P] | ḡ their mean, held fixed | λ penalty | H_e Hessian of R_e
// Computes: L = R̄ + λ Σ_e |g_e - ḡ|²;  ∇L = ḡ + 2λ Σ_e H_e (g_e - ḡ)
// Init:     PyTorch's.
// Cost:     two passes' time, and E domains' activations with those of their gradients.
// Errors:   none of its own.
// Differs:  Σ_e where the paper has a mean, and ḡ held fixed, as in DomainBed. Held fixed or not
//           is the same: Σ_e (g_e - ḡ) is 0. DomainBed goes back once more for ḡ.
// Not for:  large networks: it differentiates twice.
// Tested:   hand-worked value, gradient, update against DomainBed (thorough).
#pragma once

#include "dg/core/gradient_objective.h"

namespace graft {

// Σ_e |g_e - ḡ|², ḡ held fixed, of the rows g_e [E,P].
at::Tensor GradientSpread(const at::Tensor& gradients);

class Iga final : public GradientObjective {
 public:
  explicit Iga(const ObjectiveSetting& setting) : GradientObjective(setting) {}

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;

  // What is minimised. Public so that its gradient can be checked.
  at::Tensor Loss(std::span<const DomainBatch> batches, int64_t step, Scalars& scalars);
};

}  // namespace graft
