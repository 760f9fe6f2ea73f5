#include "dg/networks/mnist_cnn.h"

#include <gtest/gtest.h>

#include "common/base/strings.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "tests/dg/network_checks.h"

namespace graft {
namespace {

using testing::RandomTensor;

MnistCnn Make(MnistCnnConfig config, at::ScalarType dtype = at::kDouble) {
  return MnistCnn(config, dtype, RandomStream(1, "init"));
}

TEST(MnistCnn, HasAsManyParametersAsDomainBeds) {
  int64_t count = 0;
  for (const NamedTensor& t : Make({.channels = 1}).Tensors())
    count += t.tensor.numel();
  EXPECT_EQ(count, 371850 - (128 + 1) * 10);  // less a head of ten classes
}

TEST(MnistCnn, GivesARowOfFeaturesForImagesOfAnySize) {
  const MnistCnn cnn = Make({.channels = 2, .width = 8});
  for (const int64_t size : {8, 14, 28}) {
    const at::Tensor f = cnn.Features(Inputs(RandomTensor({3, 2, size, size}, 1)), {});
    EXPECT_EQ(f.size(0), 3);
    EXPECT_EQ(f.size(1), cnn.width());
  }
}

TEST(MnistCnn, BlocksAreAsWideAsTheySay) {
  const MnistCnn cnn = Make({.channels = 1, .width = 8});
  Pass pass;
  pass.block = [&](int index, const at::Tensor& x) {
    EXPECT_EQ(x.size(1), cnn.block_widths()[index]);
    return x;
  };
  cnn.Features(Inputs(RandomTensor({1, 1, 8, 8}, 1)), pass);
}

TEST(MnistCnn, Differentiates) {
  const MnistCnn cnn = Make({.channels = 1, .width = 8});
  const Inputs x(RandomTensor({2, 1, 6, 6}, 1));
  const auto agreement = testing::CheckGradient(
      [&] { return cnn.Features(x, {}).square().sum(); }, cnn.Tensors(), 6);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

// Four convolutions of up to 1,152 products, each adding ε of its scale √n times.
TEST(MnistCnn, FollowsDomainBeds) {
  const Weights golden =
      testing::GoldenTensors("tests/golden/dg/mnist_cnn.safetensors");
  for (const auto& [channels, size] : {std::pair{2, 14}, std::pair{1, 28}}) {
    const MnistCnn cnn = Make({.channels = channels});
    testing::SetByFormula(cnn.Tensors());
    testing::ExpectFollowsGolden(
        {.golden = golden,
         .key = StrCat("size", size),
         .input = {3, channels, size, size},
         .tensors = cnn.Tensors(),
         .forward = [&](const at::Tensor& x) { return cnn.Features(Inputs(x), {}); },
         .within = 1e-12});
  }
}

// bfloat16 has 8 bits: a product of four layers is off by about 4 · 2⁻⁸ of its scale.
TEST(MnistCnn, InBfloat16IsNearFloat32) {
  const MnistCnn exact = Make({.channels = 1, .width = 8}, at::kFloat),
                 fast = Make({.channels = 1, .width = 8, .bfloat16 = true}, at::kFloat);
  const Inputs x(RandomTensor({4, 1, 14, 14}, 1).to(at::kFloat));
  const at::Tensor a = exact.Features(x, {}), b = fast.Features(x, {});
  EXPECT_EQ(b.scalar_type(), at::kFloat);
  EXPECT_LT(testing::RelativeDistance(b, a), 0.05);
  EXPECT_FALSE(a.equal(b));
}

}  // namespace
}  // namespace graft
