#include "common/kernels/mask_rule.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

TEST(MaskRule, KeepsEverythingByDefault) {
  const MaskRule rule({});
  EXPECT_EQ(rule.threshold, 0);
  EXPECT_EQ(rule.scale, 1);
}

TEST(MaskRule, ScalesByTheReciprocalOfWhatIsReallyKept) {
  EXPECT_EQ(MaskRule({1, 0.5}).threshold, 32768);
  EXPECT_EQ(MaskRule({1, 0.5}).scale, 2);
  EXPECT_EQ(MaskRule({1, 0.75}).scale, 4);
  for (const double p : {0.1, 0.3, 0.9, 1e-3, 1 - 1e-4}) {
    const MaskRule rule({1, p});
    const double dropped = rule.threshold / 65536.0;  // p' of the card
    EXPECT_NEAR(dropped, p, 0.5 / 65536);
    // The mean of a masked one is 1 to the rounding of a quotient and a product.
    EXPECT_NEAR((1 - dropped) * rule.scale, 1, 4e-16);
  }
}

TEST(MaskRule, RoundsToTheNearestSixteenBitProbability) {
  EXPECT_EQ(MaskRule({1, 0.4 / 65536}).threshold, 0);
  EXPECT_EQ(MaskRule({1, 0.6 / 65536}).threshold, 1);
  EXPECT_EQ(MaskRule({1, 65535.0 / 65536}).threshold, 65535);
}

TEST(MaskRoom, IsTheNextMultipleOf128) {
  EXPECT_EQ(MaskRoom(0), 0);
  EXPECT_EQ(MaskRoom(1), 128);
  EXPECT_EQ(MaskRoom(128), 128);
  EXPECT_EQ(MaskRoom(129), 256);
}

}  // namespace
}  // namespace graft
