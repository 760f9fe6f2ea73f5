// ImageAugment: a photo seen a little differently each time it is trained on.
//
// Idea:      DomainBed's augmentation: a box of 0.7 to 1 of the area and of another shape,
//            brought to a square; left and right changed for every second; brightness,
//            contrast, saturation and hue changed by up to 0.3, in random order; every tenth
//            gray. What is drawn is kept apart from what is done with it: a draw is a
//            function of a stream alone, and what it does has the bits of torchvision.
// Computes:  area ~ U(0.7, 1) H W, log ratio ~ U(log ¾, log 4/3), place uniform; of ten tries
//            the first that fits, else the largest box in the middle of an allowed ratio.
// Errors:    none.
// Differs:   random numbers are our own, so draws agree with torchvision's in distribution.
#pragma once

#include <array>
#include <cstdint>

#include "common/base/rng.h"
#include "common/data/image_resize.h"
#include "common/formats/rgb_image.h"

namespace graft {

struct AugmentConfig {
  int64_t side = 224;           // of the result, a square
  double least_area = 0.7;      // of the box, as a part of the image's; at most 1
  double jitter = 0.3;          // of brightness, contrast, saturation, hue; at most ½
  double gray = 0.1;            // probability
  double mirror = 0.5;          // probability
  double most_ratio = 4.0 / 3;  // of width to height and of height to width; at least 1
};

struct Augmentation {
  enum Change { kBrightness, kContrast, kSaturation, kHue };

  Box box;
  bool mirrored = false, gray = false;
  std::array<double, 4> factors = {1, 1, 1, 0};  // by Change
  std::array<Change, 4> order = {kBrightness, kContrast, kSaturation, kHue};
};

// For an image of that size. Draw from another stream for each image and epoch.
Augmentation DrawAugmentation(int64_t height, int64_t width,
                              const AugmentConfig& config, const RandomStream& stream);

RgbImage Augmented(const RgbImage& image, const Augmentation& augmentation,
                   int64_t side);

}  // namespace graft
