// ResNet18: the photo network of DomainBed's small runs, with torchvision's weights.
//
// Idea:     Eight residual blocks of two 3×3 convolutions in four groups, each group twice as wide
//           and half as large as the one before. Pretrained on ImageNet it is the usual start
//           for photos; what it was pretrained on is a file that the user has.
// Paper:    He et al., "Deep Residual Learning for Image Recognition", CVPR 2016,
//           arXiv 1512.03385, Table 1 and Eqs. (1), (2); Ioffe and Szegedy, "Batch
//           Normalization", ICML 2015, arXiv 1502.03167, Algorithm 1.
// Symbols:  C channels of the images | W_1, W_2 3×3 convolutions | W_s 1×1, or the identity
// Computes: block: y = ReLU(BN(W_2 ReLU(BN(W_1 x))) + BN(W_s x))                        (1), (2)
//           7×7 of stride 2, BN, ReLU, 3×3 maximum of stride 2, eight blocks, the mean over
//           places, dropout: [n,512]
// Init:     the file's; or torchvision's random ones. Of C ≠ 3 channels, channel i gets the first
//           convolution's weights of channel i mod 3, as in DomainBed.
// Cost:     11,176,512 parameters; 1.8 G multiplications an image of 224×224.
// Errors:   a tensor that is missing, misshapen or no part of the network is an InvalidArgument
//           that names it; images with other channels are a CHECK.
// Differs:  none. `fc` and num_batches_tracked are not read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/models/weights.h"
#include "dg/core/featurizer.h"

namespace graft {

// Of a safetensors file with torchvision's names: all that the network has, on the file's pages.
absl::StatusOr<Weights> ReadResNet18(const std::string& file);
// The same from tensors that are there.
absl::StatusOr<Weights> CheckResNet18(Weights given);
// He's initialisation, as torchvision's: N(0, 2/(9 out)).
Weights RandomResNet18(const RandomStream& init);

struct ResNet18Config {
  int64_t channels = 3;
  double dropout = 0;        // of the features
  bool freeze_norm = false;  // BN reads its running statistics in training, too
};

class ResNet18 final : public Featurizer {
 public:
  // Copies `weights`, which one of the functions above made.
  ResNet18(const ResNet18Config& config, const Weights& weights, at::ScalarType dtype);

  at::Tensor Features(const Inputs& x, const Pass& pass) const override;
  int64_t width() const override { return 512; }
  at::ScalarType dtype() const override { return stem_.weight.scalar_type(); }
  std::vector<int64_t> block_widths() const override { return {64, 128, 256, 512}; }
  // torchvision's names: "conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", …
  std::vector<NamedTensor> Tensors() const override;
  // "bn1.running_mean", "bn1.running_var", …; none if they are frozen.
  std::vector<NamedTensor> Buffers() const override;

 private:
  // A convolution and its BatchNorm.
  struct Map {
    std::string conv, norm;  // names
    int64_t stride, padding;
    at::Tensor weight, gain, bias, mean, variance;
  };
  struct Block {
    Map first, second;
    std::optional<Map> shortcut;
  };

  at::Tensor Apply(const Map& map, const at::Tensor& x, const Pass& pass) const;
  at::Tensor Apply(const Block& block, const at::Tensor& x, const Pass& pass) const;
  std::vector<const Map*> Maps() const;

  ResNet18Config config_;
  Map stem_;
  std::vector<Block> blocks_;
};

}  // namespace graft
