#include "peft/diff_pruning/projection.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

std::vector<int64_t> List(const at::Tensor& t) {
  return {t.const_data_ptr<int64_t>(), t.const_data_ptr<int64_t>() + t.numel()};
}

// Sorting everything by falling size, then by place, keeps the same elements.
TEST(LargestElements, AgreesWithSortingEverything) {
  const std::vector<NamedTensor> diffs = {{"a", testing::RandomTensor({7, 5}, 1)},
                                          {"b", testing::RandomTensor({11}, 2)},
                                          {"c", testing::RandomTensor({3, 2, 4}, 3)}};
  struct Place {
    double size;
    size_t tensor;
    int64_t index;
  };
  std::vector<Place> places;
  for (size_t t = 0; t < diffs.size(); ++t)
    for (int64_t i = 0; i < diffs[t].tensor.numel(); ++i)
      places.push_back({std::abs(diffs[t].tensor.const_data_ptr<double>()[i]), t, i});
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.size > b.size; });
  for (const int64_t keep : {0, 1, 2, 17, 69, 70}) {
    std::vector<std::vector<int64_t>> want(diffs.size());
    for (int64_t i = 0; i < keep; ++i)
      want[places[i].tensor].push_back(places[i].index);
    const std::vector<at::Tensor> got = LargestElements(diffs, keep);
    for (size_t t = 0; t < diffs.size(); ++t) {
      std::sort(want[t].begin(), want[t].end());
      EXPECT_EQ(List(got[t]), want[t]) << keep << " of " << diffs[t].name;
    }
  }
}

TEST(LargestElements, BreaksTiesByPlace) {
  const at::Tensor a = at::tensor({0.0f, -2.0f, 1.0f, 2.0f}),
                   b = at::tensor({2.0f, 0.0f, -1.0f});
  const auto kept = LargestElements({{"a", a}, {"b", b}}, 4);
  EXPECT_EQ(List(kept[0]), (std::vector<int64_t>{1, 2, 3}));
  EXPECT_EQ(List(kept[1]), (std::vector<int64_t>{0}));
  const auto zeros = LargestElements({{"a", a}, {"b", b}}, 6);
  EXPECT_EQ(List(zeros[0]), (std::vector<int64_t>{0, 1, 2, 3}));
  EXPECT_EQ(List(zeros[1]), (std::vector<int64_t>{0, 2}));
}

TEST(LargestElementsDeathTest, RejectsCountsAndWhatIsNoNumber) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const at::Tensor a = at::tensor({1.0f, std::nanf("")});
  EXPECT_DEATH(LargestElements({{"a", a}}, 1), "a is not a number");
  EXPECT_DEATH(LargestElements({{"a", at::ones({2})}}, 3), "3 of 2");
}

}  // namespace
}  // namespace graft
