#include "common/data/image_colours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "common/base/check.h"

namespace graft {
namespace {

using Colour = std::array<uint8_t, 3>;  // red, green, blue; or hue, saturation, value

uint8_t Gray(const Colour& rgb) {
  return static_cast<uint8_t>(
      (rgb[0] * 19595 + rgb[1] * 38470 + rgb[2] * 7471 + (1 << 15)) >> 16);
}

template <class Function>
RgbImage ForEachPixel(const RgbImage& image, Function&& function) {
  RgbImage result = BlackImage(image.height, image.width);
  for (int64_t i = 0; i < image.area(); ++i) {
    const Colour colour =
        function(Colour{image.plane(0)[i], image.plane(1)[i], image.plane(2)[i]});
    for (int c = 0; c < 3; ++c) result.plane(c)[i] = colour[c];
  }
  return result;
}

// p + f (v − p), cut to 8 bits.
uint8_t Mixed(int plain, int value, float factor) {
  const float mixed =
      static_cast<float>(plain) + factor * static_cast<float>(value - plain);
  return static_cast<uint8_t>(std::clamp(mixed, 0.0F, 255.0F));
}

// `image` mixed with one of a single gray.
RgbImage MixedWith(int plain, const RgbImage& image, double factor) {
  CHECK_GE(factor, 0.0);
  std::array<uint8_t, 256> table;
  for (int value = 0; value < 256; ++value)
    table[value] = Mixed(plain, value, static_cast<float>(factor));
  RgbImage mixed = image;
  for (uint8_t& value : mixed.pixels) value = table[value];
  return mixed;
}

uint8_t Cut(double value) {
  return static_cast<uint8_t>(std::clamp(value, 0.0, 255.0));
}

// Travis's hexcone; each step in the precision that Pillow has.
Colour ToHsv(const Colour& rgb) {
  const uint8_t value = *std::max_element(rgb.begin(), rgb.end()),
                least = *std::min_element(rgb.begin(), rgb.end());
  if (value == least) return {0, 0, value};
  const auto range = static_cast<float>(value - least);
  const float saturation = range / static_cast<float>(value);
  std::array<float, 3> away;  // of each colour from the largest
  for (int c = 0; c < 3; ++c) away[c] = static_cast<float>(value - rgb[c]) / range;
  float sixths;
  if (rgb[0] == value)
    sixths = away[2] - away[1];
  else if (rgb[1] == value)
    sixths = static_cast<float>(2.0 + away[0] - away[2]);
  else
    sixths = static_cast<float>(4.0 + away[1] - away[0]);
  const double turns = sixths / 6.0 + 1.0;  // between 5/6 and 2
  const auto hue = static_cast<float>(turns < 1.0 ? turns : turns - 1.0);
  return {Cut(hue * 255.0), Cut(saturation * 255.0), value};
}

Colour ToRgb(const Colour& hsv) {
  const auto [hue, saturation, value] = hsv;
  if (saturation == 0) return {value, value, value};
  const double sixths = hue * 6.0 / 255.0;
  const int sector = static_cast<int>(sixths);
  const auto along = static_cast<float>(sixths - sector);
  const auto strength = static_cast<float>(saturation / 255.0);
  const auto darker = [value = value](double by) {
    return static_cast<uint8_t>(value * (1.0 - by) + 0.5);  // 0 … 255, to the nearest
  };
  const uint8_t p = darker(strength), q = darker(strength * along),
                t = darker(strength * (1.0 - along));
  const std::array<Colour, 6> sectors = {{{value, t, p},
                                          {q, value, p},
                                          {p, value, t},
                                          {p, q, value},
                                          {t, p, value},
                                          {value, p, q}}};
  return sectors[sector % 6];
}

}  // namespace

RgbImage WithBrightness(const RgbImage& image, double factor) {
  return MixedWith(0, image, factor);
}

RgbImage WithContrast(const RgbImage& image, double factor) {
  int64_t sum = 0;
  for (int64_t i = 0; i < image.area(); ++i)
    sum += Gray({image.plane(0)[i], image.plane(1)[i], image.plane(2)[i]});
  const double mean = static_cast<double>(sum) / static_cast<double>(image.area());
  return MixedWith(static_cast<int>(mean + 0.5), image, factor);
}

RgbImage WithSaturation(const RgbImage& image, double factor) {
  CHECK_GE(factor, 0.0);
  return ForEachPixel(image, [f = static_cast<float>(factor)](const Colour& rgb) {
    const int gray = Gray(rgb);
    return Colour{Mixed(gray, rgb[0], f), Mixed(gray, rgb[1], f),
                  Mixed(gray, rgb[2], f)};
  });
}

RgbImage WithHue(const RgbImage& image, double factor) {
  CHECK_LE(std::abs(factor), 0.5);
  const auto turn = static_cast<uint8_t>(static_cast<int>(factor * 255));
  return ForEachPixel(image, [turn](const Colour& rgb) {
    Colour hsv = ToHsv(rgb);
    hsv[0] = static_cast<uint8_t>(hsv[0] + turn);
    return ToRgb(hsv);
  });
}

RgbImage InGray(const RgbImage& image) {
  return ForEachPixel(image, [](const Colour& rgb) {
    const uint8_t gray = Gray(rgb);
    return Colour{gray, gray, gray};
  });
}

}  // namespace graft
