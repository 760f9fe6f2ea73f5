// Adversary: a network that tells domains apart by their features, and learns in turns with
// the network that makes them.
//
// Idea:     In its own steps it learns from features that are constants: nothing runs backward
//           through the featurizer. In the others the featurizer descends its own loss minus
//           λ times the adversary's; that is gradient reversal.
// Paper:    Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17, 2016,
//           arXiv 1505.07818, section 4.
// Symbols:  F features | E domains | d `d_steps_per_g_step`
// Init:     PyTorch's.
// Errors:   features of another width are a CHECK.
// Differs:  steps in turns, as DomainBed's, where the paper reverses gradients in one step.
#pragma once

#include <string>
#include <vector>

#include "dg/core/adam.h"
#include "dg/core/objective.h"
#include "dg/networks/mlp.h"

namespace graft {

class Adversary {
 public:
  // An MLP of mlp_width, mlp_depth and mlp_dropout on F features. `also` learns with it.
  Adversary(const ObjectiveSetting& setting, int64_t features, at::ScalarType dtype,
            const AdamConfig& adam, std::vector<NamedTensor> also = {});

  // Whether a step is its own: d of every d + 1, from the second on.
  bool Learns(int64_t step) const { return (step + 1) % (1 + turns_) < turns_; }

  at::Tensor operator()(const at::Tensor& features, const Pass& pass) const;  // [n,E]
  // One step of itself.
  void Minimise(const at::Tensor& loss) { adam_.Minimise(loss); }

  // "discriminator.input.weight", …, and its moments.
  std::vector<NamedTensor> State() const;

 private:
  int64_t turns_;
  Mlp discriminator_;
  Adam adam_;
};

}  // namespace graft
