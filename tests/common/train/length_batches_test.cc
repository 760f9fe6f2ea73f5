#include "common/train/length_batches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LengthBatches, HoldEveryIndexOnceShortestFirst) {
  std::vector<int64_t> lengths;
  for (int64_t i = 0; i < 500; ++i) lengths.push_back(1 + i * 37 % 64);
  std::vector<int64_t> seen;
  int64_t longest = 0;
  for (const std::vector<int64_t>& batch : LengthBatches(lengths)) {
    int64_t tokens = 0;
    for (const int64_t i : batch) {
      EXPECT_GE(lengths[i], longest);
      longest = lengths[i];
      tokens += lengths[i];
      seen.push_back(i);
    }
    EXPECT_LT(tokens, 2048 + 64) << "no more than the last one over";
  }
  std::sort(seen.begin(), seen.end());
  for (int64_t i = 0; i < 500; ++i) EXPECT_EQ(seen.at(i), i);
}

TEST(LengthBatches, KeepTheOrderOfEqualLengthsAndTakeAnyLength) {
  EXPECT_THAT(LengthBatches({}), IsEmpty());
  const std::vector<int64_t> lengths = {5000, 3, 3, 5000};
  EXPECT_THAT(LengthBatches(lengths),
              ElementsAre(ElementsAre(1, 2, 0), ElementsAre(3)));
}

}  // namespace
}  // namespace graft
