#include "common/data/image_resize.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "common/base/check.h"

namespace graft {
namespace {

constexpr int kPoint = 22;  // bits after the point of a weight

// The pixels that one of the result is made of, and their weights.
struct Taps {
  int64_t begin;
  std::vector<int32_t> weights;
};

std::vector<Taps> TapsOf(int64_t from, int64_t to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to),
               spread = std::max(scale, 1.0), inverse = 1.0 / spread;
  std::vector<Taps> taps(to);
  for (int64_t x = 0; x < to; ++x) {
    const double centre = (static_cast<double>(x) + 0.5) * scale;
    const auto begin =
                   std::max<int64_t>(static_cast<int64_t>(centre - spread + 0.5), 0),
               end =
                   std::min<int64_t>(static_cast<int64_t>(centre + spread + 0.5), from);
    std::vector<double> weights;
    double sum = 0;
    for (int64_t k = begin; k < end; ++k) {
      const double distance = (static_cast<double>(k) - centre + 0.5) * inverse;
      weights.push_back(std::max(0.0, 1.0 - std::abs(distance)));
      sum += weights.back();
    }
    taps[x].begin = begin;
    for (const double weight : weights)
      taps[x].weights.push_back(
          static_cast<int32_t>(0.5 + weight / sum * (1 << kPoint)));
  }
  return taps;
}

// Weights are not negative and add up to one, but for their roundings: v is at most 255.
uint8_t Rounded(int32_t sum) {
  return static_cast<uint8_t>(std::min(sum >> kPoint, 255));
}

// [height, from] -> [height, to], `from` being what the taps were made for.
void ResizeColumns(const uint8_t* in, int64_t height, int64_t from,
                   const std::vector<Taps>& taps, uint8_t* out) {
  for (int64_t y = 0; y < height; ++y, in += from)
    for (const Taps& tap : taps) {
      int32_t sum = 1 << (kPoint - 1);
      const uint8_t* pixel = in + tap.begin;
      for (const int32_t weight : tap.weights) sum += *pixel++ * weight;
      *out++ = Rounded(sum);
    }
}

// [from, width] -> [to, width].
void ResizeRows(const uint8_t* in, int64_t width, const std::vector<Taps>& taps,
                uint8_t* out) {
  std::vector<int32_t> sums(width);
  for (const Taps& tap : taps) {
    std::fill(sums.begin(), sums.end(), 1 << (kPoint - 1));
    const uint8_t* row = in + tap.begin * width;
    for (const int32_t weight : tap.weights) {
      for (int64_t x = 0; x < width; ++x) sums[x] += row[x] * weight;
      row += width;
    }
    for (int64_t x = 0; x < width; ++x) *out++ = Rounded(sums[x]);
  }
}

}  // namespace

RgbImage Resized(const RgbImage& image, int64_t height, int64_t width) {
  CHECK(height > 0 && width > 0) << height << " x " << width;
  RgbImage narrow = BlackImage(image.height, width);
  const std::vector<Taps> columns = TapsOf(image.width, width),
                          rows = TapsOf(image.height, height);
  for (int colour = 0; colour < 3; ++colour)
    ResizeColumns(image.plane(colour), image.height, image.width, columns,
                  narrow.plane(colour));
  RgbImage resized = BlackImage(height, width);
  for (int colour = 0; colour < 3; ++colour)
    ResizeRows(narrow.plane(colour), width, rows, resized.plane(colour));
  return resized;
}

RgbImage Cropped(const RgbImage& image, const Box& box) {
  CHECK(box.top >= 0 && box.left >= 0 && box.height > 0 && box.width > 0);
  CHECK_LE(box.top + box.height, image.height);
  CHECK_LE(box.left + box.width, image.width);
  RgbImage cropped = BlackImage(box.height, box.width);
  for (int colour = 0; colour < 3; ++colour)
    for (int64_t y = 0; y < box.height; ++y)
      std::copy_n(image.plane(colour) + (box.top + y) * image.width + box.left,
                  box.width, cropped.plane(colour) + y * box.width);
  return cropped;
}

RgbImage Mirrored(const RgbImage& image) {
  RgbImage mirrored = image;
  for (auto row = mirrored.pixels.begin(); row != mirrored.pixels.end();
       row += image.width)
    std::reverse(row, row + image.width);
  return mirrored;
}

}  // namespace graft
