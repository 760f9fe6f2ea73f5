#include "common/kernels/fill_mask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "common/base/rng.h"

namespace graft {
namespace {

// The 16 random bits of one element, by the generator of rng.h. In each tile of 128 columns,
// run i of 16 holds half-word i (low before high) of 16 blocks that follow one another.
uint32_t Bits(uint64_t key, uint64_t row, int64_t column) {
  const int64_t tile = column / 128, lane = column % 16, half = column % 128 / 16;
  const auto block =
      Philox4x32({static_cast<uint32_t>(tile * 16 + lane), static_cast<uint32_t>(row),
                  static_cast<uint32_t>(row >> 32), 1},
                 {static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32)});
  return block[half / 2] >> (half % 2 * 16) & 0xFFFF;
}

template <class T>
void ExpectPhilox(uint64_t key, double p, uint64_t row, int64_t columns) {
  const MaskRule rule({key, p});
  std::vector<T> factor(MaskRoom(columns), T{-1});
  FillMask(rule, row, columns, factor.data());
  for (int64_t c = 0; c < columns; ++c)
    ASSERT_EQ(factor[c],
              Bits(key, row, c) < rule.threshold ? T{0} : static_cast<T>(rule.scale))
        << "key " << key << " row " << row << " column " << c;
}

TEST(FillMask, EqualsPhiloxElementByElement) {
  for (const uint64_t key : {uint64_t{0}, uint64_t{42}, ~uint64_t{0}})
    for (const uint64_t row :
         {uint64_t{0}, uint64_t{7}, uint64_t{1} << 33, ~uint64_t{0}})
      for (const int64_t columns : {1, 127, 128, 129, 1000}) {
        ExpectPhilox<float>(key, 0.3, row, columns);
        ExpectPhilox<double>(key, 0.3, row, columns);
      }
}

TEST(FillMask, WritesNoFurtherThanItsRoom) {
  for (const int64_t columns : {0, 1, 128, 200}) {
    std::vector<float> factor(MaskRoom(columns) + 1, -1);
    FillMask(MaskRule({1, 0.5}), 0, columns, factor.data());
    EXPECT_EQ(factor.back(), -1);
  }
}

// A wider row begins with the narrower one: the mask is a function of place alone.
TEST(FillMask, DoesNotDependOnTheWidth) {
  std::vector<double> narrow(128), wide(1024);
  FillMask(MaskRule({5, 0.5}), 3, 100, narrow.data());
  FillMask(MaskRule({5, 0.5}), 3, 1000, wide.data());
  for (int c = 0; c < 100; ++c) EXPECT_EQ(narrow[c], wide[c]);
}

// The least and the largest probability that 16 bits can tell from none and all.
TEST(FillMask, DropsAlmostNothingAndAlmostEverything) {
  const int64_t columns = 1 << 16;
  std::vector<float> factor(columns);
  const auto zeros = [&](double p) {
    FillMask(MaskRule({9, p}), 0, columns, factor.data());
    return std::count(factor.begin(), factor.end(), 0.0f);
  };
  EXPECT_EQ(zeros(0), 0);
  // Binomial with mean 1: fewer than 10 but for a chance of 1e-7.
  EXPECT_LT(zeros(1.0 / 65536), 10);
  EXPECT_GT(zeros(65535.0 / 65536), columns - 10);
}

}  // namespace
}  // namespace graft
