// MnistCnn: DomainBed's network for digits: four convolutions and a mean over places.
//
// Idea:     Small enough to be trained a thousand times, wide enough to reach 98 % on rotated
//           digits. GroupNorm stands after ReLU, so no statistics pass between the domains of a
//           batch.
// Paper:    Gulrajani and Lopez-Paz, arXiv 2007.01434, Table 7; the released networks.py.
// Symbols:  C channels of the images | W width, 64
// Computes: 3×3 convolutions C → W, W → 2W (stride 2), 2W → 2W, 2W → 2W, padding 1, each then
//           ReLU, then GroupNorm in 8 groups; the mean over places [n,2W]
// Init:     PyTorch's.
// Cost:     371,850 parameters with ten classes on one channel; 72.7 M multiplications an
//           image of 28×28.
// Errors:   images with other channels, and a width that 8 does not divide, are a CHECK.
// Differs:  none in value at width 64. Channels come last in memory, where convolutions are
//           fastest. `bfloat16` multiplies in bfloat16, sums in float32 and keeps activations in
//           bfloat16, as the next convolution reads them; γ, β, statistics and the mean over
//           places are float32.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/rng.h"
#include "dg/core/featurizer.h"

namespace graft {

struct MnistCnnConfig {
  int64_t channels = 1;
  int64_t width = 64;     // of the first block; the others have twice as much
  bool bfloat16 = false;  // convolutions; all else stays float32
};

class MnistCnn final : public Featurizer {
 public:
  MnistCnn(const MnistCnnConfig& config, at::ScalarType dtype,
           const RandomStream& init);

  at::Tensor Features(const Inputs& x, const Pass& pass) const override;
  int64_t width() const override { return 2 * config_.width; }
  at::ScalarType dtype() const override { return blocks_[0].weight.scalar_type(); }
  std::vector<int64_t> block_widths() const override;
  // "conv1.weight" [W,C,3,3], "conv1.bias", …, "bn0.weight", "bn0.bias", … as DomainBed's.
  std::vector<NamedTensor> Tensors() const override;

 private:
  struct Block {
    at::Tensor weight, bias;  // of the convolution
    at::Tensor norm_weight, norm_bias;
    int64_t stride;
  };

  MnistCnnConfig config_;
  std::vector<Block> blocks_;
};

}  // namespace graft
