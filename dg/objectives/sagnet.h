// SagNet: features whose style says nothing about the label.
//
// Idea:     A row's style is the mean and the deviation of its features, its content what is
//           left. The content head learns with styles mixed between rows; a style head learns
//           from style alone, and the featurizer learns to leave it nothing to learn from.
// Paper:    Nam et al., "Reducing Domain Gap by Reducing Style Bias", CVPR 2021, arXiv
//           1910.11645, Algorithm 1.
// Symbols:  z features [N,F] | μ, σ² their mean and variance in a row | x̂ = (z - μ)/√(σ² + ε)
//           r other row, by chance | a ~ U(0,1) | c, s content and style head
// Computes: z_c = x̂ √(a σ² + (1-a) σ_r² + ε) + a μ + (1-a) μ_r;  L_c = mean ℓ(c(z_c), y)
//           z_s = x̂_r √(σ² + ε) + μ, x̂_r constant;              L_s = mean ℓ(s(z_s), y)
//           L_adv = -w mean log softmax s(z_s)
//           L_c in featurizer and c, then L_s in s, then L_adv in the featurizer again.
// Init:     PyTorch's.
// Cost:     two passes, forward and backward, where DomainBed has three: L_s and L_adv read the
//           features of one and the same network, as the step of s between them does not
//           move the featurizer; and L_s, which trains s alone, runs backward through s alone.
// Errors:   none of its own.
// Differs:  none from DomainBed in value, with other draws. With dropout, L_s and L_adv share a
//           mask; statistics of batch normalisation are moved twice a step, not thrice. As
//           DomainBed's, style is that of the feature vector, the paper's that of channels.
// Not for:  one row, or one feature.
// Tested:   hand-worked value, update against DomainBed, gradient of the losses (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// What a step draws.
struct SagNetDraw {
  at::Tensor mix;                        // a [N,1]
  at::Tensor style, content, adversary;  // r in L_c, L_s, L_adv [N] int64
};

// z_c.
at::Tensor MixStyles(const at::Tensor& z, const at::Tensor& mix,
                     const at::Tensor& other);  // [N,F]
// z_s is Restyle(x̂_r, z): contents with the mean and the deviation of the rows of z.
at::Tensor Contents(const at::Tensor& z);                             // x̂ [N,F]
at::Tensor Restyle(const at::Tensor& contents, const at::Tensor& z);  // [N,F]

class SagNet : public NetworkObjective {
 public:
  explicit SagNet(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  std::vector<NamedTensor> State() const override;

  // Of features z.
  at::Tensor ContentLoss(const at::Tensor& z, const at::Tensor& y,
                         const SagNetDraw& draw) const;
  at::Tensor StyleLoss(const at::Tensor& z, const at::Tensor& y,
                       const SagNetDraw& draw) const;
  at::Tensor AdversarialLoss(const at::Tensor& z, const SagNetDraw& draw) const;

 protected:
  virtual SagNetDraw Draw(int64_t rows, int64_t step) const;

 private:
  Linear style_;  // s
  Adam style_adam_;
};

}  // namespace graft
