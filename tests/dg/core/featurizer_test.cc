#include "dg/core/featurizer.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "dg/networks/mlp.h"

namespace graft {
namespace {

TEST(Pass, LeavesBlocksAloneUnlessItIsTold) {
  const at::Tensor x = at::ones({2, 3});
  EXPECT_TRUE(Pass().AfterBlock(0, x).equal(x));
  Pass pass;
  pass.block = [](int index, const at::Tensor& h) { return h + 1 + index; };
  EXPECT_TRUE(pass.AfterBlock(1, x).equal(x + 2));
}

TEST(Featurizer, ReadsWhatABlockWasChangedTo) {
  const Mlp mlp({.inputs = 3, .outputs = 2, .width = 4}, at::kDouble,
                RandomStream(1, "init"));
  int blocks = 0;
  Pass pass;
  pass.block = [&](int index, const at::Tensor& h) {
    EXPECT_EQ(index, blocks++);
    EXPECT_EQ(h.size(1), mlp.block_widths()[index]);
    return at::zeros_like(h);
  };
  const at::Tensor bias = mlp.Tensors().back().tensor;  // all that is left
  EXPECT_TRUE(
      mlp.Features(Inputs(at::ones({1, 3}, at::kDouble)), pass).squeeze(0).equal(bias));
  EXPECT_EQ(blocks, 2);
}

}  // namespace
}  // namespace graft
