// SelfReg: rows of one class shall have the same logits and projected features.
//
// Idea:     Contrastive learning without negatives: pull a row's logits and features towards
//           those of another row of its class, whatever their domains, and towards a mixture of
//           two others. Nothing is pushed apart, so batches may be small.
// Paper:    Kim et al., "SelfReg: Self-supervised Contrastive Regularization for Domain
//           Generalization", ICCV 2021, arXiv 2104.09841, section 3.
// Symbols:  z logits, f features of a row | a, b rows of its class, by chance | P projector
//           λ ~ Beta(½, ½) | mse the mean of squared differences
// Computes: near(u, v, w) = λ mse(u, v) + (1-λ) mse(u, λ v + (1-λ) w)
//           L = ℓ̄ + min(ℓ̄, 1) [near(z, z_a, z_b) + 0.3 near(f, P f_a, P f_b)], the factor
//           before the bracket constant, ℓ̄ the mean cross-entropy
// Init:     PyTorch's. P is three linear maps, each with BatchNorm, ReLU between; twice as wide
//           as f, but for 2048 features.
// Cost:     one pass.
// Errors:   none of its own.
// Differs:  DomainBed makes the optimizer before P, which therefore stays as it was drawn; here
//           P learns. The paper's averaging of weights over training (SWA)
//           is another objective.
// Not for:  batches in which a class has one row: it is its own partner.
// Tested:   hand-worked value, update against DomainBed with P in its optimizer, gradient
//           (thorough).
#pragma once

#include <vector>

#include "dg/core/network_objective.h"
#include "dg/networks/batch_norm.h"

namespace graft {

// What a step draws.
struct SelfRegDraw {
  double lambda;
  at::Tensor a, b;  // [N] int64
};

class SelfReg : public LossObjective {
 public:
  explicit SelfReg(const ObjectiveSetting& setting);

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  std::vector<NamedTensor> State() const override;

  at::Tensor Project(const at::Tensor& features) const;  // P [N,F] → [N,F]

 protected:
  virtual SelfRegDraw Draw(const at::Tensor& y, int64_t step) const;

 private:
  std::vector<Linear> maps_;
  std::vector<BatchNorm> norms_;
};

// near(u, v, w) of rows u, v = v_all[a], w = v_all[b].
at::Tensor Near(const at::Tensor& u, const at::Tensor& v_all, const SelfRegDraw& draw);

}  // namespace graft
