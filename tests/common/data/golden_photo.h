// GoldenPhoto: images of tests/golden/photo.safetensors, and every colour there is.
#pragma once

#include <cstring>
#include <string>

#include "common/base/files.h"
#include "common/base/strings.h"
#include "common/formats/rgb_image.h"
#include "common/testing/golden.h"

namespace graft::testing {

inline const Weights& GoldenPhotos() {
  static const Weights golden = GoldenTensors("tests/golden/photo.safetensors");
  return golden;
}

inline RgbImage GoldenPhoto(const std::string& name) {
  const at::Tensor pixels = GoldenPhotos().at(name);
  const uint8_t* begin = pixels.const_data_ptr<uint8_t>();
  return {pixels.size(1), pixels.size(2), {begin, begin + pixels.numel()}};
}

// Whether the pixels have the SHA-256 of that name, [32] uint8.
inline bool HasGoldenHash(const RgbImage& image, const std::string& name) {
  const std::string hex = Sha256Hex(
      {reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size()});
  std::string expected;
  for (int i = 0; i < 32; ++i) {
    const int byte = GoldenPhotos().at(name)[i].item<uint8_t>();
    expected += StrCat(std::hex, byte >> 4, byte & 15);
  }
  return hex == expected;
}

// 4096 x 4096 pixels; red changes slowest.
inline RgbImage AllColours() {
  RgbImage image = BlackImage(4096, 4096);
  for (int64_t i = 0; i < image.area(); ++i)
    for (int colour = 0; colour < 3; ++colour)
      image.plane(colour)[i] = static_cast<uint8_t>(i >> (16 - 8 * colour));
  return image;
}

}  // namespace graft::testing
