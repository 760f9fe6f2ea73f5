// GradientMask: a parameter moves only as far as the domains agree on where to.
//
// Idea:     An average of gradients mends what is wrong in one domain by luck of the others. A
//           parameter whose gradients have one sign in all domains explains something that
//           they share; the rest is masked, and what is left is scaled up for what is missing.
//           AND-mask keeps or drops; SAND-mask is smooth, and trusts gradients whose variance
//           is small.
// Paper:    Parascandolo et al., "Learning Explanations that are Hard to Vary", ICLR 2021,
//           arXiv 2009.00329 (AND-mask); Shahtalebi et al., "SAND-mask: An Enhanced Gradient
//           Masking Strategy for the Discovery of Invariances in Domain Generalization", 2021,
//           arXiv 2106.02266.
// Symbols:  g_e gradient of domain e, a row of [E,P] | σ² their variance | τ tau | k
//           s = |mean_e sign g_e|, 1 if all agree | p parameters of one tensor
// Computes: AND m = [s ≥ τ];  SAND m = max(0, tanh(k (s - τ) / σ²))
//           Adam is given m · mean_e g_e / (10⁻¹⁰ + mean m), the mean within each tensor
// Init:     PyTorch's.
// Cost:     one pass a domain over its own rows; E gradients are held.
// Errors:   none of its own.
// Differs:  SAND's τ is 0.5 by default: with DomainBed's, 1, s - τ is never positive, so that
//           nothing is ever trained.
// Not for:  a single domain.
// Tested:   hand-worked value, gradients, updates against DomainBed (thorough).
#pragma once

#include "dg/core/gradient_objective.h"

namespace graft {

// Masks in [0,1] of the gradients [E,p] of p parameters: [p].
at::Tensor AndMaskOf(const at::Tensor& gradients, double tau);
at::Tensor SandMaskOf(const at::Tensor& gradients, double tau, double k);

class GradientMask : public GradientObjective {
 public:
  Scalars Step(std::span<const DomainBatch> batches, int64_t step) final;

 protected:
  using GradientObjective::GradientObjective;

 private:
  virtual at::Tensor MaskOf(const at::Tensor& gradients) const = 0;  // [E,p] → [p]
};

class AndMask final : public GradientMask {
 public:
  explicit AndMask(const ObjectiveSetting& setting) : GradientMask(setting) {}

 private:
  at::Tensor MaskOf(const at::Tensor& gradients) const override {
    return AndMaskOf(gradients, hparam("tau"));
  }
};

class SandMask final : public GradientMask {
 public:
  explicit SandMask(const ObjectiveSetting& setting) : GradientMask(setting) {}

 private:
  at::Tensor MaskOf(const at::Tensor& gradients) const override {
    return SandMaskOf(gradients, hparam("tau"), hparam("k"));
  }
};

}  // namespace graft
