#include "dg/core/class_order.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

#include "common/tensor/ops.h"

namespace graft {
namespace {

std::vector<int64_t> Whole(const at::Tensor& t) {
  return {t.const_data_ptr<int64_t>(), t.const_data_ptr<int64_t>() + t.numel()};
}

const std::vector<int64_t> kLabels = {2, 0, 1, 0, 2, 2, 0, 1, 0, 0};

TEST(RowsByClass, PutsEveryRowOnceAndClassesInOrder) {
  const at::Tensor y = at::tensor(kLabels, at::kLong);
  const at::Tensor rows = RowsByClass(y, RandomStream(1, "rows"));
  EXPECT_TRUE(y.index_select(0, rows).equal(std::get<0>(y.sort())));
  EXPECT_TRUE(std::get<0>(rows.sort()).equal(at::arange(10, at::kLong)));
}

// The first of the five rows of class 0 is each of them in a fifth of the draws, within 5
// standard errors.
TEST(RowsByClass, EveryRowComesFirstAsOften) {
  const at::Tensor y = at::tensor(kLabels, at::kLong);
  std::map<int64_t, int> first;
  constexpr int kDraws = 2000;
  for (uint64_t i = 0; i < kDraws; ++i)
    ++first[RowsByClass(y, RandomStream(1, "rows").Fork(i))[0].item<int64_t>()];
  for (const int64_t row : {1, 3, 6, 8, 9})
    EXPECT_NEAR(first[row], kDraws / 5.0, 5 * std::sqrt(kDraws * 0.2 * 0.8)) << row;
}

// Rows 1, 3 of class 0 and 0, 2 of class 1, in that order: 1 → 3, 3 → 1, 0 → 2, 2 → 0.
TEST(PartnersInClass, AreTheRowsInTheirPlaces) {
  const at::Tensor y = at::tensor({1, 0, 1, 0}, at::kLong);
  EXPECT_EQ(Whole(PartnersInClass(y, at::tensor({3, 1, 2, 0}, at::kLong))),
            (std::vector<int64_t>{2, 3, 0, 1}));
}

TEST(PartnersInClass, AreOfTheClassAndEachIsOnes) {
  const at::Tensor y = at::tensor(kLabels, at::kLong);
  const at::Tensor partner =
      PartnersInClass(y, RowsByClass(y, RandomStream(1, "rows")));
  EXPECT_TRUE(y.index_select(0, partner).equal(y));
  EXPECT_TRUE(std::get<0>(partner.sort()).equal(at::arange(10, at::kLong)));
}

}  // namespace
}  // namespace graft
