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

// Row n holds n; sequences of 5, 2 and 3 tokens, the first of each virtual.
TEST(Ragged, SelectTakesOneTokenOfEachSequence) {
  const Ragged x{at::arange(10, at::kDouble).unsqueeze(1), {0, 5, 7, 10}, 1};
  const Ragged first = Select(x, Tokens::kFirst), real = Select(x, Tokens::kFirstReal);
  EXPECT_TRUE(first.rows.flatten().equal(at::tensor({0.0, 5.0, 7.0})));
  EXPECT_TRUE(real.rows.flatten().equal(at::tensor({1.0, 6.0, 8.0})));
  EXPECT_EQ(real.starts, (std::vector<int64_t>{0, 1, 2, 3}));
  EXPECT_EQ(real.prompt, 0);
  EXPECT_TRUE(Select(x, Tokens::kAll).rows.equal(x.rows));
}

}  // namespace
}  // namespace graft
