#include "common/formats/rgb_image.h"

namespace graft {

RgbImage BlackImage(int64_t height, int64_t width) {
  return {height, width, std::vector<uint8_t>(3 * height * width)};
}

void SetRow(const uint8_t* row, int64_t y, RgbImage* image) {
  for (int colour = 0; colour < 3; ++colour) {
    uint8_t* to = image->plane(colour) + y * image->width;
    for (int64_t x = 0; x < image->width; ++x) to[x] = row[3 * x + colour];
  }
}

absl::Status CheckImageSize(int64_t height, int64_t width) {
  const auto size = [&] { return StrCat("it is ", width, " x ", height, " pixels"); };
  if (height <= 0 || width <= 0)
    return absl::InvalidArgumentError(size() + "; expected one at least");
  if (height > kMostPixels / width)
    return absl::ResourceExhaustedError(
        StrCat(size(), ", expected ", kMostPixels, " at most; make it smaller"));
  return absl::OkStatus();
}

}  // namespace graft
