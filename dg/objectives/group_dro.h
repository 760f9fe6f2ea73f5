// GroupDro: weigh domains by how badly they go, and minimise the weighted risk.
//
// Idea:     The mean over domains hides the worst one. Here every domain has a weight that
//           grows, step by step, with its risk, so that the worst domain counts most.
// Paper:    Sagawa et al., "Distributionally Robust Neural Networks for Group Shifts: On the
//           Importance of Regularization for Worst-Case Generalization", ICLR 2020,
//           arXiv 1911.08731, Algorithm 1.
// Symbols:  R_e risk of domain e | q weights of the domains [E] | η their step
// Computes: q_e ← q_e exp(η R_e) / Σ_i q_i exp(η R_i),  L = Σ_e q_e R_e with q constant
// Init:     q equal.
// Cost:     one pass, E numbers.
// Errors:   none of its own.
// Differs:  a batch holds every domain, as in DomainBed, where the paper draws one a step; the
//           paper's strong penalty on the weights is `weight_decay`.
// Not for:  domains whose noise differs: the noisiest gets all weight.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

class GroupDro final : public LossObjective {
 public:
  explicit GroupDro(const ObjectiveSetting& setting);

  // Moves q first.
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  std::vector<NamedTensor> State() const override;

 private:
  at::Tensor q_;  // [E]
};

}  // namespace graft
