// Arm: images with a channel that says which domain they are from.
//
// Idea:     Learn to adapt: a context network turns the images of one domain into a channel
//           that they share, and the predictor reads it behind the image's own. In a new
//           domain the unlabelled images that are scored together say what it is.
// Paper:    Zhang et al., "Adaptive Risk Minimization: Learning to Adapt to Domain Shift",
//           NeurIPS 2021, arXiv 2007.02931: ARM-CML.
// Symbols:  g context network | k `batch_size`, how many images are a domain's support
// Computes: c_e = mean of g(x) over the rows of domain e [1,H,W]
//           L = mean ℓ of the images (x, c_e)
//           In evaluation the rows are taken k by k, the last ones together.
// Init:     PyTorch's.
// Cost:     one pass of the network and of g, which for digits is the larger of the two.
// Errors:   data that are not images: InvalidArgument.
// Differs:  DomainBed makes the optimizer before g, which therefore stays as it was drawn; here
//           g learns. In evaluation DomainBed makes one group of a batch that k does not
//           divide; here groups have k rows, so that batches of any multiple of k are scored
//           alike: with its loader of 64 images and its k of 64 the groups are the same.
// Not for:  scoring one image at a time, which would be its own domain.
// Tested:   hand-worked value, update against DomainBed with g in its optimizer, gradient
//           (thorough).
#pragma once

#include "dg/core/network_objective.h"
#include "dg/networks/context_net.h"

namespace graft {

class Arm final : public LossObjective {
 public:
  explicit Arm(const ObjectiveSetting& setting);

  // Of images with their domain's context.
  Joint Pass(std::span<const DomainBatch> batches, int64_t step) override;
  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;
  at::Tensor Features(const Inputs& x) const override;
  std::vector<NamedTensor> State() const override;

 private:
  ContextNet context_net_;
};

// x with the mean context of its group as a last channel; group i is rows starts[i] …
// starts[i+1]-1. x [n,C,H,W], context [n,1,H,W] → [n,C+1,H,W].
at::Tensor WithContext(const at::Tensor& x, const at::Tensor& context,
                       const std::vector<int64_t>& starts);

}  // namespace graft
