// Mldg: what is learned on some domains must help on another.
//
// Idea:     In each step the sources are dealt into domains to train on and domains to test on.
//           A trial step on one of the former is taken back; the gradient is its own plus that
//           of one of the latter after the step. Second derivatives are left out.
// Paper:    Li et al., "Learning to Generalize: Meta-Learning for Domain Generalization", AAAI
//           2018, arXiv 1710.03463, Algorithm 1, in first order.
// Symbols:  E domains | n of them for testing | β mldg_beta | α rate
// Computes: a permutation π of the domains; for p = 0 … E-n-1, i = π(p), j = π(E-n + p mod n):
//           g_i = ∇R_i(θ);  θ' = θ - α g_i / (|g_i| + 10⁻⁸), a first step of Adam
//           Adam is given (1/E) Σ_p (g_i + β ∇R_j(θ'))
// Init:     PyTorch's.
// Cost:     2 (E-n) passes over one domain's rows each; two copies of θ.
// Errors:   InvalidArgument for an n below 1, or one that leaves no domain to train on.
// Differs:  DomainBed's default, n = 2, leaves of two domains none to train on, and there it
//           trains nothing: here it counts as 1 then. The paper's inner steps are those of SGD.
// Not for:  a single domain.
// Tested:   hand-worked value, gradient at the trial's weights, updates against DomainBed
//           (thorough).
#pragma once

#include <utility>
#include <vector>

#include "dg/core/gradient_objective.h"

namespace graft {

// (i, j) for each p, of domains in their permuted order.
std::vector<std::pair<int64_t, int64_t>> TrainTestPairs(
    const std::vector<int64_t>& permuted, int64_t tests);

class Mldg : public GradientObjective {
 public:
  explicit Mldg(const ObjectiveSetting& setting);

  static absl::Status Check(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;

 protected:
  // π of this step.
  virtual std::vector<int64_t> Order(int64_t domains, int64_t step) const;

 private:
  int64_t tests_;  // n
};

}  // namespace graft
