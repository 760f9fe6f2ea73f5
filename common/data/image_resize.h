// ImageResize: an image cut out and brought to another size, with the bits that PIL gives it.
//
// Idea:      A pixel of the result is a weighted mean of those it covers, by a triangle as
//            wide as the scale (but no narrower than two pixels): bilinear where the image
//            grows, free of aliasing where it shrinks. Columns first, then rows; the value
//            between is 8-bit. Pillow's resize(BILINEAR), which torchvision's Resize uses.
// Computes:  w(k) ∝ max(0, 1 − |k + ½ − c| / s), c = (x + ½) · scale, s = max(1, scale),
//            Σ w = 1, w in 22 bits after the point
// Cost:      two multiplications a colour for each pixel and tap; 2 s + 1 taps.
// Errors:    a size that is not positive and a box that leaves the image are a CHECK.
#pragma once

#include <cstdint>

#include "common/formats/rgb_image.h"

namespace graft {

RgbImage Resized(const RgbImage& image, int64_t height, int64_t width);

struct Box {
  int64_t top, left, height, width;
};

RgbImage Cropped(const RgbImage& image, const Box& box);

// Right becomes left.
RgbImage Mirrored(const RgbImage& image);

}  // namespace graft
