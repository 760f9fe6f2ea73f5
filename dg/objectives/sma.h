// Sma: predict by the mean of the weights of all steps so far but the first.
//
// Idea:     The validation accuracy of one run jumps from checkpoint to checkpoint while its
//           accuracy on an unseen domain jumps another way. Of the mean of the weights along the
//           run both are smooth, and rise together: choosing a checkpoint means something.
// Paper:    Arpit et al., "Ensemble of Averages: Improving Model Selection and Boosting
//           Performance in Domain Generalization", NeurIPS 2022, arXiv 2110.10832, and its
//           release (commit 19183f1).
// Symbols:  θ_t weights after t steps | θ̂_t what predicts | t_0 `sma_start_iters`
// Computes: θ_t by empirical risk minimisation;
//           θ̂_t = θ_t for t < t_0, then ((t - t_0 + 1) θ̂_{t-1} + θ_t)/(t - t_0 + 2)
// Init:     θ̂_0 = θ_0.
// Cost:     one more set of weights, one pass over them a step.
// Errors:   none of its own.
// Differs:  the mean holds θ_{t_0 - 1}, too, as in the released code; not the ensemble of
//           several runs' averages.
// Not for:  runs of fewer steps than t_0.
// Tested:   hand-worked mean, update against the same rule in DomainBed's ERM++ (thorough).
#pragma once

#include "dg/core/averaged_erm.h"

namespace graft {

class Sma final : public AveragedErm {
 public:
  explicit Sma(const ObjectiveSetting& setting) : AveragedErm(setting) {}

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
};

}  // namespace graft
