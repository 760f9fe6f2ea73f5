#include "common/kernels/bfloat16.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace graft {
namespace {

float Rounded(float value) {
  Bf16 narrow{0};
  Store(value, narrow);
  return Load(narrow);
}

TEST(Bf16, KeepsWhatItCanHold) {
  for (const float x : {0.0f, 1.0f, -1.0f, 1.0078125f, -3.0f, 0x1p-120f, 0x1p127f,
                        std::numeric_limits<float>::infinity()})
    EXPECT_EQ(Rounded(x), x);
}

// Between 1 and 1 + 2⁻⁷: halfway goes to the even neighbour, all else to the nearer one.
TEST(Bf16, RoundsToNearestEven) {
  EXPECT_EQ(Rounded(1 + 0x1p-8f), 1.0f);
  EXPECT_EQ(Rounded(1 + 3 * 0x1p-8f), 1 + 0x1p-6f);
  EXPECT_EQ(Rounded(1 + 0x1p-8f + 0x1p-20f), 1 + 0x1p-7f);
  EXPECT_EQ(Rounded(-1 - 0x1p-8f - 0x1p-20f), -1 - 0x1p-7f);
  for (float x = 0.7f; x < 100; x *= 1.37f)
    EXPECT_LE(std::abs(Rounded(x) - x), x * 0x1p-8f) << x;
}

}  // namespace
}  // namespace graft
