// Transfer: the worst classifier near ours shall not tell the domains apart by
// its risk.
//
// Idea:     Features transfer if every classifier that is nearly as good as
// ours has about the
//           same risk in all domains. An adversary looks, in a ball around the
//           classifier, for the one whose risks differ most; the features are
//           moved to close that gap.
// Paper:    Zhang, Zhao, Yu and Poupart, "Quantifying and Improving
// Transferability in Domain
//           Generalization", NeurIPS 2021, arXiv 2106.03632, Algorithm 1.
// Symbols:  θ featurizer | h classifier | h' adversary | R_e(θ, h) risk of
// domain e
//           λ t_lambda | δ delta | β lr_d | D(h') = λ (max_e R_e(θ, h') - min_e
//           R_e(θ, h'))
// Computes: θ, h by Adam on mean R; θ by the same Adam on D(h'); h' ← h, and
// then
//           `d_steps_per_g` times h' ← h' + β ∇D(h'), put back into the ball
//           |h' - h| ≤ δ
// Init:     PyTorch's; h' = h.
// Cost:     two passes and a forward pass.
// Errors:   none of its own.
// Differs:  DomainBed passes all rows through the featurizer again, forward and
// back, in each of
//           the adversary's steps, which leave the features as they are. Its
//           `gda` trains the adversary in the network's place, and so nothing:
//           here it takes plain gradient steps on θ and h instead of Adam's, as
//           the paper's descent. Its settings beta1 and weight_decay_d have no
//           effect there and do not exist here.
// Not for:  a single domain.
// Tested:   hand-worked ascent and projection, updates against DomainBed
// (thorough).
#pragma once

#include <vector>

#include "dg/core/linear_risk.h"
#include "dg/core/network_objective.h"

namespace graft {

// Puts a classifier into the ball of radius δ around another, weight and bias
// together.
void ProjectIntoBall(const Linear &classifier, const Linear &centre, double delta);

class Transfer final : public NetworkObjective {
 public:
  explicit Transfer(const ObjectiveSetting &setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  std::vector<NamedTensor> State() const override;

  // D(h') of a pass.
  at::Tensor Gap(const Joint &joint) const;

 private:
  void Descend(const at::Tensor &loss, bool classifier_too);
  // The adversary's steps; D(h') before the last.
  double Ascend(const Joint &joint);

  Linear adversary_;  // h'
};

}  // namespace graft
