// InformationBottleneck: features that vary little within a domain, with or without IRM.
//
// Idea:     Where invariant features say all about the label, IRM alone cannot tell them from
//           features that merely go along with them. Of features that serve equally well, take
//           those with the least entropy; the variance bounds it.
// Paper:    Ahuja et al., "Invariance Principle Meets Information Bottleneck for
//           Out-of-Distribution Generalization", NeurIPS 2021, arXiv 2106.06607, IB-ERM and
//           IB-IRM.
// Symbols:  R_e risk of domain e | z its features [n,F] | β `ib_lambda`, λ `irm_lambda`
//           P IRM's penalty (dg/objectives/irm.h)
// Computes: V = mean_e mean_f Var(z_f), over n-1 rows
//           IB_ERM: L = mean_e R_e + β V,  IB_IRM: L = mean_e R_e + λ P + β V
// Init:     β = 0 until `ib_penalty_anneal_iters` steps are done; λ as in IRM. Adam starts anew
//           where one of them jumps.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  none from DomainBed in the update; it tells the whole loss as its nll.
// Not for:  features whose scale is free: they shrink, and the classifier grows.
// Tested:   hand-worked values, updates against DomainBed, gradients (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// V of the joint's features; a domain of one row has no variance.
at::Tensor FeatureVariance(const Joint& joint);

class IbErm : public LossObjective {
 public:
  explicit IbErm(const ObjectiveSetting& setting) : LossObjective(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  bool ResetsAt(int64_t step) const override;
};

class IbIrm final : public IbErm {
 public:
  explicit IbIrm(const ObjectiveSetting& setting) : IbErm(setting) {}

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  bool ResetsAt(int64_t step) const override;
};

}  // namespace graft
