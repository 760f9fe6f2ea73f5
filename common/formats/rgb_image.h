// RgbImage: an image of 8-bit red, green and blue, as decoders give it and transforms take it.
//
// Idea:    One plane a colour, row-major, so that it is a tensor [3,H,W] as it lies.
// Errors:  CheckImageSize: InvalidArgument for an empty image, ResourceExhausted for one of
//          more than 89,478,485 pixels (256 MiB of RGB; where Pillow warns of a bomb).
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/status.h"

namespace graft {

inline constexpr int64_t kMostPixels = (int64_t{256} << 20) / 3;

struct RgbImage {
  int64_t height = 0, width = 0;
  std::vector<uint8_t> pixels = {};  // [3,H,W]

  int64_t area() const { return height * width; }
  uint8_t* plane(int colour) { return pixels.data() + colour * area(); }
  const uint8_t* plane(int colour) const { return pixels.data() + colour * area(); }

  bool operator==(const RgbImage&) const = default;
};

// A black image.
RgbImage BlackImage(int64_t height, int64_t width);

// Copies a row of colours into its place in the planes.
void SetRow(const uint8_t* row,  // [W,3]
            int64_t y, RgbImage* image);

// Whether an image of that size may be decoded.
absl::Status CheckImageSize(int64_t height, int64_t width);

}  // namespace graft
