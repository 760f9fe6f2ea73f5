#include "common/tensor/ragged.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

TEST(Ragged, KnowsItsSequences) {
  const Ragged x{at::zeros({9, 2}), {0, 5, 6, 9}};
  EXPECT_EQ(x.batch(), 3);
  EXPECT_EQ(x.length(0), 5);
  EXPECT_EQ(x.length(1), 1);
  EXPECT_EQ(x.length(2), 3);
  EXPECT_EQ(x.prompt, 0);
}

}  // namespace
}  // namespace graft
