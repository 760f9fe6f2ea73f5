#include "common/data/photos.h"

#include <array>

#include "common/data/image_resize.h"
#include "common/formats/image.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr std::array<float, 3> kMean = {0.485F, 0.456F, 0.406F},
                               kDeviation = {0.229F, 0.224F, 0.225F};

}  // namespace

at::Tensor Normalised(const RgbImage& image) {
  const at::Tensor tensor = at::empty({3, image.height, image.width}, at::kFloat);
  float* to = tensor.mutable_data_ptr<float>();
  for (int colour = 0; colour < 3; ++colour) {
    std::array<float, 256> table;
    for (int value = 0; value < 256; ++value)
      table[value] =
          (static_cast<float>(value) / 255.0F - kMean[colour]) / kDeviation[colour];
    const uint8_t* from = image.plane(colour);
    for (int64_t i = 0; i < image.area(); ++i) *to++ = table[from[i]];
  }
  return tensor;
}

absl::StatusOr<at::Tensor> LoadPhoto(const std::string& path) {
  ASSIGN_OR_RETURN(const RgbImage image, ReadImage(path));
  return Normalised(Resized(image, kPhotoSide, kPhotoSide));
}

absl::StatusOr<at::Tensor> LoadPhoto(const std::string& path,
                                     const AugmentConfig& config,
                                     const RandomStream& stream) {
  ASSIGN_OR_RETURN(const RgbImage image, ReadImage(path));
  const Augmentation drawn =
      DrawAugmentation(image.height, image.width, config, stream);
  return Normalised(Augmented(image, drawn, config.side));
}

}  // namespace graft
