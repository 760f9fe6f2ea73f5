// check.h first, as code that includes both in this order must keep our CHECK.
#include "common/base/check.h"
// clang-format off
#include "common/tensor/tensor.h"
// clang-format on

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

// LibTorch's macro of the same name would print "Check failed".
TEST(TensorDeathTest, LeavesOurCheckInPlace) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const at::Tensor x = at::ones({2});
  EXPECT_DEATH(CHECK_EQ(x.numel(), 3) << "of x",
               "CHECK failed: x.numel.. == 3 .2 vs. 3. of x");
  EXPECT_DEATH(CHECK(x.dim() == 2), "CHECK failed: x.dim.. == 2");
}

TEST(Tensor, ComputesThroughTheFacade) {
  const at::Tensor x = at::tensor({1.0, 2.0, 3.0, 4.0}).view({2, 2});
  EXPECT_TRUE(at::mm(x, x).equal(at::tensor({7.0, 10.0, 15.0, 22.0}).view({2, 2})));
}

}  // namespace
}  // namespace graft
