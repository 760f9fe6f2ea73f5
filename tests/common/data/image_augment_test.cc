#include "common/data/image_augment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/common/data/golden_photo.h"

namespace graft {
namespace {

using testing::GoldenPhoto;

constexpr int kDraws = 4000;

// The mean of n numbers of that deviation is within 5 σ/√n of what is expected, but for one
// draw of streams in two million.
double Bound(double deviation) { return 5 * deviation / std::sqrt(kDraws); }

std::vector<Augmentation> Draws(int64_t height, int64_t width,
                                const AugmentConfig& config = {}) {
  const RandomStream stream(1, "test");
  std::vector<Augmentation> draws;
  for (int i = 0; i < kDraws; ++i)
    draws.push_back(DrawAugmentation(height, width, config, stream.Fork(i)));
  return draws;
}

template <class Function>
double Mean(const std::vector<Augmentation>& draws, const Function& of) {
  double sum = 0;
  for (const Augmentation& drawn : draws) sum += of(drawn);
  return sum / static_cast<double>(draws.size());
}

// torchvision's functions one after another on a PIL image, to the bit.
TEST(ImageAugment, HasTheBitsOfTorchvision) {
  Augmentation augmentation = {
      .box = {3, 5, 30, 41},
      .mirrored = true,
      .factors = {0.8, 1.1, 1.25, -0.21},
      .order = {Augmentation::kSaturation, Augmentation::kHue,
                Augmentation::kBrightness, Augmentation::kContrast}};
  EXPECT_EQ(Augmented(GoldenPhoto("image"), augmentation, 32),
            GoldenPhoto("augmented"));
  augmentation.gray = true;
  EXPECT_EQ(Augmented(GoldenPhoto("image"), augmentation, 32),
            GoldenPhoto("augmented_gray"));
}

TEST(ImageAugment, DrawsTheSameFromTheSameStream) {
  const auto at = [](uint64_t i) {
    return DrawAugmentation(300, 400, {}, RandomStream(1, "test").Fork(i));
  };
  EXPECT_EQ(at(3).factors, at(3).factors);
  EXPECT_EQ(at(3).box.left, at(3).box.left);
  EXPECT_NE(at(3).factors, at(4).factors);
}

// The area is at least 0.7 and the ratio at most 4/3, but for what rounding two sides to
// whole pixels adds: half a pixel each.
TEST(ImageAugment, DrawsBoxesThatFit) {
  for (const auto& [height, width] : {std::pair{200, 200}, {150, 190}, {31, 40}})
    for (const Augmentation& drawn : Draws(height, width)) {
      const Box& box = drawn.box;
      EXPECT_GE(box.top, 0);
      EXPECT_GE(box.left, 0);
      EXPECT_LE(box.top + box.height, height);
      EXPECT_LE(box.left + box.width, width);
      const auto h = static_cast<double>(box.height),
                 w = static_cast<double>(box.width);
      const double rounding = 1.1 / std::min(h, w), ratio = w / h,
                   area = h * w / (height * width);
      EXPECT_GE(area, 0.7 * (1 - rounding));
      EXPECT_GE(ratio, 0.75 * (1 - rounding));
      EXPECT_LE(ratio, 4.0 / 3 * (1 + rounding));
    }
}

// Squares always fit: the area is uniform between 0.7 and 1, and the place in what is left.
// 1e-3 is more than rounding sides of 4,000 pixels does.
TEST(ImageAugment, DrawsAreaAndPlaceUniformly) {
  const auto draws = Draws(4000, 4000, {.most_ratio = 1});
  const double uniform = std::sqrt(1.0 / 12);
  EXPECT_NEAR(Mean(draws,
                   [](const auto& d) {
                     return static_cast<double>(d.box.height * d.box.width) / 16e6;
                   }),
              0.85, Bound(0.3 * uniform) + 1e-3);
  const auto place = [](int64_t at, int64_t side) {
    return (static_cast<double>(at) + 0.5) / static_cast<double>(4001 - side);
  };
  EXPECT_NEAR(
      Mean(draws, [&](const auto& d) { return place(d.box.top, d.box.height); }), 0.5,
      Bound(uniform) + 1e-3);
  EXPECT_NEAR(
      Mean(draws, [&](const auto& d) { return place(d.box.left, d.box.width); }), 0.5,
      Bound(uniform) + 1e-3);
}

// No box of 0.7 of a long strip has an allowed ratio: the middle one of the largest.
TEST(ImageAugment, FallsBackToTheMiddle) {
  const Box wide = DrawAugmentation(9, 100, {}, RandomStream(1, "a")).box;
  EXPECT_EQ(wide.height, 9);
  EXPECT_EQ(wide.width, 12);  // round(9 · 4/3)
  EXPECT_EQ(wide.left, 44);
  const Box tall = DrawAugmentation(100, 10, {}, RandomStream(1, "a")).box;
  EXPECT_EQ(tall.width, 10);
  EXPECT_EQ(tall.height, 13);  // round(10 / ¾)
  EXPECT_EQ(tall.top, 43);
  const Box dot = DrawAugmentation(1, 1, {}, RandomStream(1, "a")).box;
  EXPECT_EQ(dot.height * dot.width, 1);
}

TEST(ImageAugment, DrawsFactorsFlipsAndOrders) {
  const auto draws = Draws(100, 100);
  for (int i = 0; i < 4; ++i) {
    const double middle = i == Augmentation::kHue ? 0 : 1;
    EXPECT_NEAR(Mean(draws, [i](const auto& d) { return d.factors[i]; }), middle,
                Bound(0.3 / std::sqrt(3.0)));
    for (const Augmentation& drawn : draws)
      EXPECT_LE(std::abs(drawn.factors[i] - middle), 0.3 + 1e-15);
  }
  EXPECT_NEAR(Mean(draws, [](const auto& d) { return d.mirrored; }), 0.5, Bound(0.5));
  EXPECT_NEAR(Mean(draws, [](const auto& d) { return d.gray; }), 0.1, Bound(0.3));
  std::map<std::array<Augmentation::Change, 4>, int> orders;
  for (const Augmentation& drawn : draws) ++orders[drawn.order];
  EXPECT_EQ(orders.size(), 24u);
  for (const auto& [order, count] : orders)
    EXPECT_NEAR(count / double{kDraws}, 1.0 / 24, Bound(std::sqrt(23.0) / 24));
}

TEST(ImageAugment, CanBeTurnedOff) {
  const AugmentConfig off = {
      .least_area = 1, .jitter = 0, .gray = 0, .mirror = 0, .most_ratio = 1};
  const RgbImage image = Resized(GoldenPhoto("gray"), 40, 40);
  const Augmentation drawn = DrawAugmentation(40, 40, off, RandomStream(1, "a"));
  EXPECT_EQ(Augmented(image, drawn, 40), image);
}

}  // namespace
}  // namespace graft
