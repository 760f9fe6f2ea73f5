// Ibn: instance normalisation in the lower blocks, so that an image's style is gone early.
//
// Idea:     Instance normalisation takes mean and spread of each channel away, and with them
//           contrast, colour and light; but also what tells classes apart. So only lower blocks
//           get it, and in the first variant only half of their channels.
// Paper:    Pan et al., "Two at Once: Enhancing Learning and Generalization Capacities via
//           IBN-Net", ECCV 2018, arXiv 1807.09441, section 3 (IBN-a, IBN-b), and
//           the released code.
// Symbols:  x a block's output [n,C,H,W] | μ, σ² of a channel of an image over its places
//           g, b scale and shift of a channel, trained
// Computes: y = g (x - μ)/√(σ² + 10⁻⁵) + b for the first `ibn_share` of the channels of each of
//           the first `ibn_blocks` blocks, in training and in evaluation; the rest is as it was.
//           IBN_a: half of the channels of three blocks; IBN_b: all of two.
// Init:     g = 1, b = 0; the network's own.
// Cost:     2 parameters a channel; one pass over a block's output.
// Errors:   none of its own.
// Differs:  it stands behind whole blocks. In the paper IBN-a shares a residual block's first
//           normalisation with BN, and IBN-b stands behind the sum and before ReLU, and behind
//           the first convolution too.
// Not for:  networks without blocks, blocks whose output has one place.
// Tested:   hand-worked value, gradient; without channels it is ERM (light: no update of the
//           authors').
#pragma once

#include <string>
#include <vector>

#include "dg/core/network_objective.h"

namespace graft {

// The first channels of x [n,C,H,W], as many as `scale` [c] and `shift` [c] have, normalised.
at::Tensor NormaliseInstances(const at::Tensor& x, const at::Tensor& scale,
                              const at::Tensor& shift);

class Ibn final : public LossObjective {
 public:
  explicit Ibn(const ObjectiveSetting& setting);

  Joint Pass(std::span<const DomainBatch> batches, int64_t step) override;
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  at::Tensor Features(const Inputs& x) const override;

 private:
  struct Norm {
    at::Tensor scale, shift;  // [c]
  };

  at::Tensor Normalise(int block, const at::Tensor& x) const;

  std::vector<Norm> norms_;  // of the first blocks; none if there are no channels
};

}  // namespace graft
