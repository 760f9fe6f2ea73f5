#include "common/data/image_colours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/common/data/golden_photo.h"

namespace graft {
namespace {

using testing::AllColours;
using ::testing::ElementsAre;
using testing::GoldenPhoto;
using testing::HasGoldenHash;

// torchvision's adjust_* of a PIL image, to the bit.
TEST(ImageColours, HaveTheBitsOfPil) {
  const RgbImage image = GoldenPhoto("image");
  for (const double factor : {0., 0.7, 0.93, 1., 1.07, 1.3, 2.5}) {
    EXPECT_EQ(WithBrightness(image, factor),
              GoldenPhoto(StrCat("brightness.", factor)));
    EXPECT_EQ(WithContrast(image, factor), GoldenPhoto(StrCat("contrast.", factor)));
    EXPECT_EQ(WithSaturation(image, factor),
              GoldenPhoto(StrCat("saturation.", factor)));
  }
  for (const double factor : {-0.3, -0.0999, 0., 0.17, 0.3})
    EXPECT_EQ(WithHue(image, factor), GoldenPhoto(StrCat("hue.", factor))) << factor;
  EXPECT_EQ(InGray(image), GoldenPhoto("gray"));
}

// The way to hue, saturation and value and back, for each of the 16,777,216 colours.
TEST(ImageColours, HaveTheBitsOfPilForEveryColour) {
  const RgbImage all = AllColours();
  for (const double factor : {-0.3, 0.17})
    EXPECT_TRUE(HasGoldenHash(WithHue(all, factor), StrCat("hue_sha256.", factor)))
        << factor;
  EXPECT_TRUE(HasGoldenHash(InGray(all), "gray_sha256"));
}

// By hand: black mixed with 100 is f · 100; two pixels of gray 76 (red) and 29 (blue) have
// the mean 52.5, which becomes 53; pure red turned by a third of the circle is green.
TEST(ImageColours, DoWhatTheirFormulasSay) {
  EXPECT_THAT(WithBrightness({1, 1, {100, 200, 3}}, 1.5).pixels,
              ElementsAre(150, 255, 4));
  const RgbImage red_blue = {1, 2, {255, 0, 0, 0, 0, 255}};
  EXPECT_THAT(WithContrast(red_blue, 0).pixels, ElementsAre(53, 53, 53, 53, 53, 53));
  EXPECT_THAT(WithSaturation(red_blue, 0).pixels, ElementsAre(76, 29, 76, 29, 76, 29));
  EXPECT_THAT(WithHue({1, 1, {255, 0, 0}}, 1.0 / 3).pixels, ElementsAre(0, 255, 0));
  EXPECT_THAT(WithHue({1, 1, {9, 9, 9}}, 0.4).pixels, ElementsAre(9, 9, 9));
}

TEST(ImageColoursDeathTest, TakeFactorsInTheirRanges) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const RgbImage image = BlackImage(1, 1);
  EXPECT_DEATH(WithBrightness(image, -0.1), "-0.1 vs. 0");
  EXPECT_DEATH(WithContrast(image, -0.1), "-0.1 vs. 0");
  EXPECT_DEATH(WithSaturation(image, -0.1), "-0.1 vs. 0");
  EXPECT_DEATH(WithHue(image, -0.6), "0.6 vs. 0.5");
}

}  // namespace
}  // namespace graft
