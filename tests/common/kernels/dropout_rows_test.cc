#include "common/kernels/dropout_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace graft {
namespace {

std::vector<float> Mask(int64_t first, int64_t rows, int64_t columns) {
  std::vector<float> out(rows * columns + 1, -1);
  MaskRows(MaskRule({3, 0.25}), first, rows, columns, out.data());
  EXPECT_EQ(out.back(), -1) << "wrote beyond its end";
  out.pop_back();
  return out;
}

// Threads take pieces of rows: the mask must not depend on how they are cut.
TEST(MaskRows, GivesTheSameRowsWholeOrInPieces) {
  for (const int64_t columns : {1, 127, 128, 129, 300}) {
    const std::vector<float> whole = Mask(5, 9, columns);
    std::vector<float> pieces = Mask(5, 4, columns);
    const std::vector<float> rest = Mask(9, 5, columns);
    pieces.insert(pieces.end(), rest.begin(), rest.end());
    EXPECT_EQ(whole, pieces) << columns;
  }
}

TEST(MaskRows, HoldsZeroOrTheScale) {
  int zeros = 0;
  for (const float factor : Mask(0, 100, 400)) {
    if (factor == 0)
      ++zeros;
    else
      ASSERT_EQ(factor, static_cast<float>(1 / 0.75));
  }
  // 40,000 draws: 5 standard deviations of 86.6.
  EXPECT_NEAR(zeros, 10'000, 433);
}

TEST(MaskRows, ShiftsWithTheFirstRow) {
  const std::vector<float> a = Mask(0, 3, 200), b = Mask(1, 2, 200);
  EXPECT_TRUE(std::equal(b.begin(), b.end(), a.begin() + 200));
  EXPECT_FALSE(std::equal(b.begin(), b.end(), a.begin()));
}

}  // namespace
}  // namespace graft
