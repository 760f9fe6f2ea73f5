// FeatureAlignment: the features shall have the same distribution in every domain.
//
// Idea:     A classifier on features that look alike in all source domains has a chance where
//           they look alike in the target too. CORAL compares means and covariances; MMD
//           compares kernel means, and so the whole distributions.
// Paper:    Sun and Saenko, "Deep CORAL: Correlation Alignment for Deep Domain Adaptation",
//           ECCV 2016 workshops, arXiv 1607.01719, Eq. (1). Li et al., "Domain Generalization
//           with Adversarial Feature Learning", CVPR 2018, for MMD between all pairs.
// Symbols:  R_e risk of domain e | Z_e its features [n,F] | γ `mmd_gamma`
//           d distance of two samples, as in dg/core/moments.h
// Computes: L = mean_e R_e + γ mean_{i<j} d(Z_i, Z_j)
// Init:     PyTorch's.
// Cost:     one pass; CORAL E products of F n F, MMD one kernel matrix of all rows.
// Errors:   none of its own.
// Differs:  as DomainBed: CORAL also compares means, in the mean over entries where the paper
//           has 1/(4 F²); MMD has no adversarial autoencoder, and seven kernel widths.
// Not for:  domains whose labels are distributed differently: then features that say the
//           label cannot look alike. In one domain alone nothing is compared.
// Tested:   hand-worked values, updates against DomainBed, gradients (thorough).
#pragma once

#include <span>

#include "dg/core/network_objective.h"

namespace graft {

class FeatureAlignment : public LossObjective {
 public:
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) final;

 protected:
  using LossObjective::LossObjective;

  // Mean over pairs of samples [n,F].
  virtual at::Tensor Distance(std::span<const at::Tensor> samples) const = 0;
};

class Coral final : public FeatureAlignment {
 public:
  explicit Coral(const ObjectiveSetting& setting) : FeatureAlignment(setting) {}

 protected:
  at::Tensor Distance(std::span<const at::Tensor> samples) const override;
};

class Mmd final : public FeatureAlignment {
 public:
  explicit Mmd(const ObjectiveSetting& setting) : FeatureAlignment(setting) {}

 protected:
  at::Tensor Distance(std::span<const at::Tensor> samples) const override;
};

}  // namespace graft
