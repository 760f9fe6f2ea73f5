// ImageColours: brightness, contrast, saturation and hue changed, with the bits of PIL.
//
// Idea:      The first three mix the image with a plain one, which is black, of the mean
//            gray, or the image in gray: v' = p + f (v − p). f = 1 leaves the image, 0 gives
//            the plain one, and beyond 1 the difference grows; values are cut to 8 bits, not
//            rounded. Hue turns the colour circle, 255 steps long, by f of it.
// Computes:  gray = 0.299 R + 0.587 G + 0.114 B in 16 bits, rounded
// Cost:      a few ns a pixel, hue some 30.
// Errors:    a factor below 0, or a hue beyond ±½, is a CHECK.
// Differs:   nowhere from torchvision's adjust_* on a PIL image; it spells colour "color".
#pragma once

#include "common/formats/rgb_image.h"

namespace graft {

RgbImage WithBrightness(const RgbImage& image, double factor);
RgbImage WithContrast(const RgbImage& image, double factor);
RgbImage WithSaturation(const RgbImage& image, double factor);
RgbImage WithHue(const RgbImage& image, double factor);  // -½ … ½, 0 leaves it nearly

// The three colours alike.
RgbImage InGray(const RgbImage& image);

}  // namespace graft
