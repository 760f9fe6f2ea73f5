#include "common/formats/rgb_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RgbImage, HoldsAPlaneForEachColour) {
  RgbImage image = BlackImage(2, 2);
  const uint8_t upper[] = {1, 2, 3, 4, 5, 6}, lower[] = {7, 8, 9, 10, 11, 12};
  SetRow(upper, 0, &image);
  SetRow(lower, 1, &image);
  EXPECT_THAT(image.pixels, ElementsAre(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12));
  EXPECT_EQ(image.plane(1)[2], 8);
  EXPECT_EQ(image.area(), 4);
  EXPECT_FALSE(image == BlackImage(2, 2));
  EXPECT_FALSE(BlackImage(1, 4) == BlackImage(4, 1));
}

TEST(RgbImage, HasALargestSize) {
  EXPECT_TRUE(CheckImageSize(1, 1).ok());
  EXPECT_TRUE(CheckImageSize(1, kMostPixels).ok());
  EXPECT_THAT(CheckImageSize(1, kMostPixels + 1).message(),
              HasSubstr("89478486 x 1 pixels, expected 89478485 at most"));
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(CheckImageSize(kMost, kMost).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(CheckImageSize(0, 5).message(), HasSubstr("5 x 0 pixels"));
  EXPECT_EQ(CheckImageSize(5, -1).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace graft
