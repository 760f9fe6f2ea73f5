// ErmPlusPlus: the classifier first, then the whole network, predicted by its mean weights.
//
// Idea:     A baseline made strong by what costs nothing: a new classifier on pretrained features
//           is trained alone until its gradients no longer tear at them, and the weights after
//           that are averaged.
// Paper:    Teterwak et al., "ERM++: An Improved Baseline for Domain Generalization", WACV 2025,
//           arXiv 2304.01973, section 3 (initialisation, regularisation); DomainBed's code.
// Symbols:  θ_t weights after t steps | θ̂_t what predicts | t_0 `sma_start_iters`
// Computes: for the first `linear_steps` + 1 steps the classifier descends with `linear_lr` on
//           features that stay; then everything with `lr`, Adam made anew.
//           θ̂_t = θ_t for t < t_0, then the mean from θ_{t_0 - 1} on
// Init:     θ̂_0 = θ_0.
// Cost:     one more set of weights; a step of the first kind needs no backward pass through
//           the network; one more pass forward where BatchNorm learns.
// Errors:   none of its own.
// Differs:  from the paper: no training on all the data with a length chosen before, no schedule
//           of rates (DomainBed has it in a trainer of its own). From DomainBed: no LARS, which
//           its release cannot construct.
// Not for:  runs of fewer steps than t_0.
// Tested:   update against DomainBed, weight decay leaves the features alone (thorough).
#pragma once

#include "dg/core/averaged_erm.h"

namespace graft {

class ErmPlusPlus final : public AveragedErm {
 public:
  explicit ErmPlusPlus(const ObjectiveSetting& setting) : AveragedErm(setting) {}

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;

 private:
  Scalars DescendClassifier(std::span<const DomainBatch> batches, int64_t step);
};

}  // namespace graft
