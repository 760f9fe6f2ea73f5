#include "common/data/rotate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// Where a pixel comes from: four places of the image, row-major, and how far between them.
struct Place {
  int64_t to;
  std::array<int64_t, 4> from;
  double dx, dy;
};

// To the nearest of 15 decimals.
double Rounded15(double value) {
  std::array<char, 64> text;
  const auto printed = std::to_chars(text.data(), text.data() + text.size(), value,
                                     std::chars_format::fixed, 15);
  double rounded = 0;
  std::from_chars(text.data(), printed.ptr, rounded);
  return rounded;
}

// Places of the pixels that come from inside the image; the others stay 0.
std::vector<Place> PlacesOf(int64_t height, int64_t width, double degrees) {
  const double alpha = -(degrees * (std::numbers::pi / 180)),
               w = static_cast<double>(width), h = static_cast<double>(height),
               cx = w / 2, cy = h / 2;
  const double cosine = Rounded15(std::cos(alpha)), sine = Rounded15(std::sin(alpha)),
               minus_sine = Rounded15(-std::sin(alpha));
  const double shift_x = cosine * -cx + sine * -cy + cx,
               shift_y = minus_sine * -cx + cosine * -cy + cy;
  std::vector<Place> places;
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x) {
      const double column = static_cast<double>(x) + 0.5,
                   row = static_cast<double>(y) + 0.5,
                   from_x = cosine * column + sine * row + shift_x,
                   from_y = minus_sine * column + cosine * row + shift_y;
      if (from_x < 0 || from_x >= w || from_y < 0 || from_y >= h) continue;
      const double left = std::floor(from_x - 0.5), top = std::floor(from_y - 0.5);
      const auto x0 = std::max<int64_t>(static_cast<int64_t>(left), 0),
                 x1 = std::min<int64_t>(static_cast<int64_t>(left) + 1, width - 1),
                 y0 = std::max<int64_t>(static_cast<int64_t>(top), 0),
                 y1 = std::min<int64_t>(static_cast<int64_t>(top) + 1, height - 1);
      places.push_back(
          {y * width + x,
           {y0 * width + x0, y0 * width + x1, y1 * width + x0, y1 * width + x1},
           from_x - 0.5 - left,
           from_y - 0.5 - top});
    }
  return places;
}

double Lerp(double a, double b, double t) { return a + (b - a) * t; }

}  // namespace

at::Tensor Rotated(const at::Tensor& images, double degrees) {
  CHECK_EQ(images.dim(), 3) << "[N,H,W]";
  CHECK(images.scalar_type() == at::kByte) << "8-bit gray images";
  double angle = std::fmod(degrees, 360.0);
  if (angle < 0) angle += 360.0;
  if (angle == 0) return images.clone();
  if (angle == 180) return images.flip({1, 2});
  const int64_t height = images.size(1), width = images.size(2);
  // Square images are turned by right angles exactly.
  if (height == width && (angle == 90 || angle == 270))
    return images.transpose(1, 2).flip(angle == 90 ? 1 : 2).contiguous();

  const std::vector<Place> places = PlacesOf(height, width, angle);
  const at::Tensor from = images.contiguous(), to = at::zeros_like(from);
  const uint8_t* source = from.const_data_ptr<uint8_t>();
  uint8_t* target = to.mutable_data_ptr<uint8_t>();
  for (int64_t i = 0; i < images.size(0); ++i) {
    for (const Place& place : places) {
      const auto& [a, b, c, d] = place.from;
      const double upper = Lerp(source[a], source[b], place.dx),
                   lower = Lerp(source[c], source[d], place.dx);
      target[place.to] = static_cast<uint8_t>(Lerp(upper, lower, place.dy));
    }
    source += height * width;
    target += height * width;
  }
  return to;
}

}  // namespace graft
