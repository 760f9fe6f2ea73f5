#include "peft/prompt/prepend.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

TEST(Prepend, PutsTheSameRowsBeforeEverySequence) {
  const Ragged x{at::arange(3, at::kDouble).unsqueeze(1), {0, 2, 3}};
  const Ragged once = Prepend(at::tensor({7.0F, 8.0F}).unsqueeze(1), x);
  EXPECT_TRUE(
      once.rows.flatten().equal(at::tensor({7.0, 8.0, 0.0, 1.0, 7.0, 8.0, 2.0})));
  EXPECT_EQ(once.starts, (std::vector<int64_t>{0, 4, 7}));
  EXPECT_EQ(once.prompt, 2);
  EXPECT_EQ(Prepend(at::zeros({1, 1}), once).prompt, 3);
}

}  // namespace
}  // namespace graft
