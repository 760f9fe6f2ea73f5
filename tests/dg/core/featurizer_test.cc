#include "dg/core/featurizer.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "dg/networks/mnist_cnn.h"

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
  const MnistCnn cnn({.channels = 1, .width = 8}, at::kDouble, RandomStream(1, "init"));
  int blocks = 0;
  Pass pass;
  pass.block = [&](int index, const at::Tensor& h) {
    EXPECT_EQ(index, blocks++);
    EXPECT_EQ(h.size(1), cnn.block_widths()[index]);
    return at::zeros_like(h) + index;
  };
  const at::Tensor features =
      cnn.Features(Inputs(at::ones({1, 1, 8, 8}, at::kDouble)), pass);
  EXPECT_EQ(blocks, 4);
  EXPECT_TRUE(features.equal(at::zeros_like(features) + 3));  // all that is left
}

}  // namespace
}  // namespace graft
