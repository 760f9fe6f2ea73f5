// AveragedErm: empirical risk minimisation that predicts by a mean of its weights.
//
// Idea: SMA, SWAD and ERM++ differ in when the mean begins and ends; each writes its step.
#pragma once

#include <string>
#include <vector>

#include "dg/core/network_objective.h"
#include "dg/core/weight_average.h"

namespace graft {

class AveragedErm : public NetworkObjective {
 public:
  at::Tensor Logits(const Inputs& x) const override { return average_.Logits(x); }
  at::Tensor Features(const Inputs& x) const override { return average_.Features(x); }
  std::vector<NamedTensor> State() const override;

 protected:
  explicit AveragedErm(const ObjectiveSetting& setting);

  // One update on the mean loss of all rows, which it tells.
  Scalars Descend(std::span<const DomainBatch> batches, int64_t step);
  // Scores by the weights as they are now.
  at::Tensor LogitsNow(const Inputs& x) const;

  WeightAverage& average() { return average_; }

 private:
  WeightAverage average_;
};

}  // namespace graft
