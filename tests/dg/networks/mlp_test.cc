#include "dg/networks/mlp.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;

Mlp Make(MlpConfig config) { return Mlp(config, at::kDouble, RandomStream(1, "init")); }

TEST(Mlp, RejectsADepthOfOne) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(Make({.inputs = 3, .outputs = 2, .depth = 1}), "depth");
}

TEST(Mlp, HasTheTensorsOfDomainBeds) {
  std::vector<std::string> names;
  int64_t count = 0;
  for (const NamedTensor& t :
       Make({.inputs = 3, .outputs = 2, .width = 4, .depth = 4}).Tensors()) {
    names.push_back(t.name);
    count += t.tensor.numel();
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{
                "input.weight", "input.bias", "hiddens.0.weight", "hiddens.0.bias",
                "hiddens.1.weight", "hiddens.1.bias", "output.weight", "output.bias"}));
  EXPECT_EQ(count, 3 * 4 + 2 * 4 * 4 + 4 * 2 + 4 + 4 + 4 + 2);
}

TEST(Mlp, ComputesItsFormula) {
  const Mlp mlp = Make({.inputs = 3, .outputs = 2, .width = 4, .depth = 2});
  const auto t = mlp.Tensors();
  const at::Tensor x = RandomTensor({5, 3}, 1);
  const at::Tensor h = at::relu(at::linear(x, t[0].tensor, t[1].tensor));
  EXPECT_TRUE(
      mlp.Features(Inputs(x), {}).equal(at::linear(h, t[2].tensor, t[3].tensor)));
}

TEST(Mlp, ReadsImagesAsVectorsAndMayEndInReLU) {
  const Mlp mlp =
      Make({.inputs = 8, .outputs = 6, .width = 4, .depth = 2, .relu_output = true});
  const at::Tensor features = mlp.Features(Inputs(RandomTensor({5, 2, 2, 2}, 1)), {});
  EXPECT_GE(features.min().item<double>(), 0);
  EXPECT_EQ(features.size(1), mlp.width());
}

TEST(Mlp, LeaksBelowZeroIfToldTo) {
  const Mlp mlp =
      Make({.inputs = 3, .outputs = 2, .width = 4, .depth = 2, .leak = 0.01});
  const auto t = mlp.Tensors();
  const at::Tensor x = RandomTensor({5, 3}, 1);
  const at::Tensor h = at::linear(x, t[0].tensor, t[1].tensor);
  const at::Tensor leaky = at::relu(h) - 0.01 * at::relu(-h);
  EXPECT_LT(h.min().item<double>(), 0);
  EXPECT_TRUE(
      mlp.Features(Inputs(x), {}).equal(at::linear(leaky, t[2].tensor, t[3].tensor)));
}

TEST(Mlp, DropsOutInTrainingOnly) {
  const Mlp mlp = Make({.inputs = 3, .outputs = 2, .width = 64, .dropout = 0.5});
  const Inputs x(RandomTensor({5, 3}, 1));
  const auto masked = [&](uint64_t seed) {
    return mlp.Features(
        x, {.training = true, .dropout = Dropout(RandomStream(seed, "d"))});
  };
  EXPECT_FALSE(masked(1).equal(mlp.Features(x, {})));
  EXPECT_FALSE(masked(1).equal(masked(2)));
  EXPECT_TRUE(masked(1).equal(masked(1)));
}

TEST(Mlp, Differentiates) {
  const Mlp mlp = Make({.inputs = 3, .outputs = 2, .width = 4});
  const Inputs x(RandomTensor({5, 3}, 1));
  const auto agreement = testing::CheckGradient(
      [&] { return mlp.Features(x, {}).square().sum(); }, mlp.Tensors());
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

}  // namespace
}  // namespace graft
