// Photos: an image file as networks that were trained on ImageNet take it.
//
// Idea:      Read, brought to 224 x 224 (photos of other shapes are squeezed, as DomainBed
//            does), or augmented for training, then each colour normalised.
// Computes:  (v / 255 − μ) / σ in float32, μ = (0.485, 0.456, 0.406),
//            σ = (0.229, 0.224, 0.225), as torchvision's ToTensor and Normalize
// Cost:      2.3 ms for a JPEG file of 500 x 375, 4.2 ms augmented, on one core of an EPYC;
//            Pillow and torchvision 2.8 and 6.2.
// Errors:    those of image.h, which name the file.
#pragma once

#include <cstdint>
#include <string>

#include "common/base/rng.h"
#include "common/base/status.h"
#include "common/data/image_augment.h"
#include "common/formats/rgb_image.h"
#include "common/tensor/tensor.h"

namespace graft {

inline constexpr int64_t kPhotoSide = 224;

// [3,H,W] float32.
at::Tensor Normalised(const RgbImage& image);

// To evaluate on: [3,224,224] float32.
absl::StatusOr<at::Tensor> LoadPhoto(const std::string& path);

// To train on: [3,side,side] float32, seen as the stream has it.
absl::StatusOr<at::Tensor> LoadPhoto(const std::string& path,
                                     const AugmentConfig& config,
                                     const RandomStream& stream);

}  // namespace graft
