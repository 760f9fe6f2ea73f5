// ContextNet: one more channel for images, which a domain's images share.
//
// Idea:     Three convolutions keep the size and end in one channel; its mean over the images
//           of a domain is what they have in common.
// Paper:    Zhang et al., "Adaptive Risk Minimization: Learning to Adapt to Domain Shift",
//           NeurIPS 2021, arXiv 2007.02931, ARM-CML; the network is DomainBed's.
// Symbols:  C channels of the images | W 64
// Computes: 5×5 convolutions C → W → W → 1, padding 2; BatchNorm and ReLU after the first two
// Init:     PyTorch's.
// Cost:     25 (C W + W² + W) weights and as many multiplications a place: 80 M for an image of
//           1×28×28, more than MnistCnn has.
// Errors:   images with other channels are a CHECK.
// Differs:  none.
#pragma once

#include <vector>

#include "common/base/rng.h"
#include "common/tensor/named_tensor.h"
#include "dg/networks/batch_norm.h"

namespace graft {

class ContextNet {
 public:
  ContextNet(int64_t channels, at::ScalarType dtype, const RandomStream& init);

  at::Tensor operator()(const at::Tensor& x,
                        bool training) const;  // [n,C,H,W]→[n,1,H,W]

  // "0.weight" [W,C,5,5], "0.bias", "1.weight" [W] … as in DomainBed's Sequential.
  std::vector<NamedTensor> Tensors() const;
  // "1.running_mean" … [W].
  std::vector<NamedTensor> Buffers() const;

 private:
  struct Convolution {
    at::Tensor weight, bias;
  };

  std::vector<Convolution> convolutions_;
  std::vector<BatchNorm> norms_;
};

}  // namespace graft
