#include "common/data/image_resize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/common/data/golden_photo.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::GoldenPhoto;

// torchvision's resize of a PIL image, to the bit: smaller, larger, one side only, not at all.
TEST(ImageResize, HasTheBitsOfPil) {
  const RgbImage image = GoldenPhoto("image");
  for (const auto& [height, width] :
       {std::pair{37, 53}, {20, 30}, {60, 80}, {37, 20}, {9, 53}, {64, 7}, {1, 1}})
    EXPECT_EQ(Resized(image, height, width),
              GoldenPhoto(StrCat("resized.", height, "x", width)))
        << height << " x " << width;
  EXPECT_TRUE(
      testing::HasGoldenHash(Resized(image, 224, 224), "resized_sha256.224x224"));
}

TEST(ImageResize, KeepsAPlainImagePlain) {
  RgbImage white = BlackImage(7, 11);
  std::fill(white.pixels.begin(), white.pixels.end(), 255);
  const RgbImage resized = Resized(white, 5, 24);
  EXPECT_EQ(std::count(resized.pixels.begin(), resized.pixels.end(), 255), 3 * 5 * 24);
}

// Two pixels to one: both weigh a half, and a half is rounded up.
TEST(ImageResize, AveragesWhatAPixelCovers) {
  const RgbImage image = {1, 2, {10, 21, 0, 255, 7, 7}};
  EXPECT_THAT(Resized(image, 1, 1).pixels, ElementsAre(16, 128, 7));
}

TEST(ImageResize, CutsOutAndMirrors) {
  const RgbImage image = {2,
                          3,
                          {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16,  //
                           21, 22, 23, 24, 25, 26}};
  EXPECT_THAT(Cropped(image, {1, 1, 1, 2}).pixels, ElementsAre(5, 6, 15, 16, 25, 26));
  EXPECT_EQ(Cropped(image, {0, 0, 2, 3}), image);
  EXPECT_THAT(Mirrored(Cropped(image, {0, 0, 1, 3})).pixels,
              ElementsAre(3, 2, 1, 13, 12, 11, 23, 22, 21));
  EXPECT_EQ(Mirrored(Mirrored(image)), image);
}

TEST(ImageResizeDeathTest, StaysInsideTheImage) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const RgbImage image = BlackImage(2, 3);
  EXPECT_DEATH(Cropped(image, {1, 0, 2, 3}), "\\(3 vs. 2\\)");
  EXPECT_DEATH(Cropped(image, {0, 0, 0, 3}), "CHECK");
  EXPECT_DEATH(Resized(image, 0, 4), "0 x 4");
}

}  // namespace
}  // namespace graft
