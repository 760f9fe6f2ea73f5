#include "common/testing/golden.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft::testing {
namespace {

TEST(Golden, ReadsTheFilesOfTheTest) {
  const Weights golden = GoldenTensors("tests/golden/tiny_bert.safetensors");
  EXPECT_EQ(golden.at("pair.logits").sizes(), at::IntArrayRef({3, 3}));
  const TokenBatch batch = GoldenBatch(golden, "pair.");
  EXPECT_EQ(batch.starts, std::vector<int64_t>({0, 5, 14, 26}));
  EXPECT_GT(batch.types.sum().item<int64_t>(), 0);
}

TEST(Golden, MeasuresWholeTensors) {
  const at::Tensor x = RandomTensor({3, 4}, 1);
  EXPECT_EQ(GoldenDistance({{"x", x}}, "x", x), 0);
  EXPECT_NEAR(GoldenDistance({{"x", x}}, "x", x * 1.001), 1e-3, 1e-9);
}

// A summary notices a change of an entry, of the sum and of the norm, each alone.
TEST(Golden, MeasuresSummaries) {
  const at::Tensor x = RandomTensor({3, 4}, 1), places = at::tensor({1, 7}, at::kLong);
  const at::Tensor flat = x.reshape({-1});
  const Weights golden = {{"x.index", places},
                          {"x.value", at::cat({at::stack({x.sum(), x.norm()}),
                                               flat.index_select(0, places)})}};
  EXPECT_LT(GoldenDistance(golden, "x", x), 1e-15);
  for (const int64_t place : {1, 2}) {
    at::Tensor other = flat.clone();
    other[place] += 0.01;
    EXPECT_GT(GoldenDistance(golden, "x", other), 1e-4) << place;
  }
  at::Tensor swapped = flat.clone();  // same sum and norm, another order
  swapped[1] = flat[2];
  swapped[2] = flat[1];
  EXPECT_GT(GoldenDistance(golden, "x", swapped), 1e-4);
}

TEST(GoldenDeathTest, NamesWhatIsMissing) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(GoldenTensors("tests/golden/none.safetensors"), "none.safetensors");
  EXPECT_DEATH(GoldenDistance({}, "x", at::zeros({1})), "no tensor x");
}

}  // namespace
}  // namespace graft::testing
