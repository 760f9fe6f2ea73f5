// Mixup: train on straight lines between examples of two domains.
//
// Idea:     Between an example of one domain and one of another, the label should change as
//           the input does. What lies between the domains is then seen in training, and the
//           network has less room to tell them apart.
// Paper:    Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018, arXiv
//           1710.09412; between domains: Xu et al., "Adversarial Domain
//           Adaptation with Domain Mixup", AAAI 2020, arXiv 1912.01805; Yan et al., "Improve
//           Unsupervised Domain Adaptation with Mixup Training", arXiv 2001.00677.
// Symbols:  π an order of the E domains | a = π_i, b = π_(i+1 mod E) the domains of pair i
//           λ_i ~ Beta(α, α) | ℓ cross-entropy
// Computes: x = λ_i x_a + (1 - λ_i) x_b, row by row
//           L = (1/E) Σ_i mean [λ_i ℓ(x, y_a) + (1 - λ_i) ℓ(x, y_b)]
// Init:     PyTorch's.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  texts cannot be mixed: their features are. Of batches of different size the first
//           rows are paired.
// Not for:  one domain.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

// What a step draws.
struct MixupDraw {
  std::vector<int64_t> order = {};  // π
  std::vector<double> lambda = {};  // λ
};

class Mixup : public LossObjective {
 public:
  explicit Mixup(const ObjectiveSetting& setting) : LossObjective(setting) {}

  // The mixed rows, pair by pair, and their losses.
  Joint Pass(std::span<const DomainBatch> batches, int64_t step) override;
  at::Tensor Loss(const Joint& mixed, int64_t step, Scalars& scalars) override;

 protected:
  virtual MixupDraw Draw(int64_t step) const;
};

}  // namespace graft
