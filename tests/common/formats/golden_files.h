// GoldenFiles: the image files of tests/golden/image_files.safetensors and their pixels.
#pragma once

#include <string>
#include <vector>

#include "common/base/check.h"
#include "common/formats/rgb_image.h"
#include "common/testing/golden.h"

namespace graft::testing {

inline const Weights& GoldenImages() {
  static const Weights golden = GoldenTensors("tests/golden/image_files.safetensors");
  return golden;
}

// Names of the files that hold that format: JPEG's end in ".jpeg".
inline std::vector<std::string> GoldenNames(bool jpeg) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : GoldenImages())
    if (!name.ends_with(".rgb") && name.ends_with(".jpeg") == jpeg)
      names.push_back(name);
  CHECK(!names.empty());
  return names;
}

inline std::string GoldenFile(const std::string& name) {
  const at::Tensor bytes = GoldenImages().at(name);
  return {static_cast<const char*>(bytes.const_data_ptr()),
          static_cast<size_t>(bytes.numel())};
}

inline RgbImage GoldenPixels(const std::string& name) {
  const at::Tensor pixels = GoldenImages().at(name + ".rgb");
  const uint8_t* begin = pixels.const_data_ptr<uint8_t>();
  return {pixels.size(1), pixels.size(2), {begin, begin + pixels.numel()}};
}

}  // namespace graft::testing
