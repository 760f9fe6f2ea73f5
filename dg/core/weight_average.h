// WeightAverage: the mean of the weights that a network had at several steps, as a network.
//
// Idea:     A mean of weights along one training run lies in a flatter, lower place than any of
//           them, and on an unseen domain flat is what lasts. Weights are averaged, not
//           predictions, so that it costs one network to ask.
// Paper:    Izmailov et al., "Averaging Weights Leads to Wider Optima and Better
//           Generalization", UAI 2018, arXiv 1803.05407, section 3.
// Symbols:  θ_t the source's weights now | θ̄ their mean so far | n how many are in it
// Computes: θ̄ ← θ̄ + (θ_t - θ̄)/n: one pass over memory
// Init:     θ̄ = θ_0, n = 1.
// Cost:     one more set of weights.
// Errors:   a featurizer with other tensors than the source's is a CHECK.
// Differs:  running means and variances are averaged as weights are, where the paper takes them
//           anew from a pass over the data.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dg/core/adam.h"
#include "dg/core/featurizer.h"
#include "dg/core/linear.h"

namespace graft {

class WeightAverage {
 public:
  // Of the network that `source` trains, the tensors of its featurizer first, then those of
  // its classifier; `buffers` are its featurizer's. `featurizer` and `classifier` are like
  // the network's, and get its values.
  WeightAverage(std::unique_ptr<Featurizer> featurizer, Linear classifier,
                const Adam& source, std::vector<NamedTensor> buffers);

  // The mean is of the weights now, alone.
  void Restart();
  // The weights now are one more.
  void Add();
  int64_t count() const;  // n

  // A pass in training moves the running statistics.
  at::Tensor Features(const Inputs& x, const Pass& pass = {}) const;
  at::Tensor Logits(const Inputs& x) const { return classifier_(Features(x)); }

  // Weights, then running statistics, one after another [P+Q].
  const at::Tensor& values() const { return values_; }
  // "<name>.featurizer.…", "<name>.classifier.…", "<name>.count" [1]; with Restore of values
  // and count it goes on from them.
  std::vector<NamedTensor> State(const std::string& name) const;
  void Restore(const at::Tensor& values, int64_t count);

 private:
  std::vector<NamedTensor> Tensors() const;

  std::unique_ptr<Featurizer> featurizer_;
  Linear classifier_;
  at::Tensor source_;                        // [P]
  std::vector<NamedTensor> source_buffers_;  // of Q numbers in all
  at::Tensor values_, count_;                // [P+Q], [1] int64
};

}  // namespace graft
