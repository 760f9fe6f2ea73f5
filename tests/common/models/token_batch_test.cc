#include "common/models/token_batch.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

std::vector<int64_t> Values(const at::Tensor& t) {
  return {t.const_data_ptr<int64_t>(), t.const_data_ptr<int64_t>() + t.numel()};
}

TEST(TokenBatch, LaysSequencesOneAfterAnother) {
  const TokenBatch batch = MakeBatch({{{5, 6, 7}, {0, 0, 1}}, {{8}, {0}}});
  EXPECT_EQ(Values(batch.ids), std::vector<int64_t>({5, 6, 7, 8}));
  EXPECT_EQ(Values(batch.types), std::vector<int64_t>({0, 0, 1, 0}));
  EXPECT_EQ(batch.starts, std::vector<int64_t>({0, 3, 4}));
}

TEST(TokenBatch, FromPaddedLeavesOutWhatIsMasked) {
  // The second row is padded on both sides.
  const at::Tensor ids = at::tensor({5, 6, 7, 9, 8, 9}, at::kLong).view({2, 3}),
                   types = at::tensor({0, 0, 1, 1, 0, 1}, at::kLong).view({2, 3}),
                   mask = at::tensor({1, 1, 1, 0, 1, 0}, at::kLong).view({2, 3});
  for (const at::ScalarType type : {at::kLong, at::kBool, at::kFloat}) {
    const TokenBatch batch = FromPadded(ids, types, mask.to(type));
    EXPECT_EQ(Values(batch.ids), std::vector<int64_t>({5, 6, 7, 8}));
    EXPECT_EQ(Values(batch.types), std::vector<int64_t>({0, 0, 1, 0}));
    EXPECT_EQ(batch.starts, std::vector<int64_t>({0, 3, 4}));
  }
  const TokenBatch strided = FromPadded(ids.t(), types.t(), mask.t());
  EXPECT_EQ(Values(strided.ids), std::vector<int64_t>({5, 6, 8, 7}));
}

TEST(TokenBatchDeathTest, RefusesUnequalLengths) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(MakeBatch({{{5, 6}, {0}}}), "2 vs. 1");
  const at::Tensor a = at::zeros({2, 3}, at::kLong), b = at::zeros({2, 4}, at::kLong);
  EXPECT_DEATH(FromPadded(a, a, b), "CHECK failed");
}

}  // namespace
}  // namespace graft
