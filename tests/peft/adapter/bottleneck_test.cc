#include "peft/adapter/bottleneck.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/peft/adapter/bottleneck_ref.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::Values;

constexpr int kHidden = 8, kTokens = 5;
const std::string kName = "encoder.layer.0.output";
const Dropout kOff;

TrunkInfo Trunk(at::ScalarType dtype = at::kDouble, int64_t hidden = kHidden) {
  TrunkInfo trunk;
  trunk.layers = 1;
  trunk.hidden = hidden;
  trunk.dtype = dtype;
  return trunk;
}

Bottleneck Make(const BottleneckConfig& config, const TrunkInfo& trunk = Trunk()) {
  auto made = Bottleneck::Create(kName, config, trunk, RandomStream(1, "init"));
  EXPECT_TRUE(made.ok()) << made.status();
  return *made;
}

TEST(Bottleneck, RejectsBadOptions) {
  const auto error = [](const BottleneckConfig& config) {
    return Bottleneck::Create(kName, config, Trunk(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({.r = 0}), "INVALID_ARGUMENT: r=0: expected 1 … 65536");
  EXPECT_EQ(error({.r = 65537}), "INVALID_ARGUMENT: r=65537: expected 1 … 65536");
  EXPECT_EQ(error({.dropout = 1}), "INVALID_ARGUMENT: dropout=1: expected [0, 1)");
  EXPECT_EQ(error({.dropout = std::nan("")}),
            "INVALID_ARGUMENT: dropout=nan: expected [0, 1)");
  EXPECT_EQ(error({.activation = "tanh"}),
            "INVALID_ARGUMENT: activation=tanh: expected relu, swish or gelu");
  EXPECT_EQ(error({.init = "xavier"}),
            "INVALID_ARGUMENT: init=xavier: expected bert or lora");
}

TEST(Bottleneck, StartsAsNothingWithLorasInitialValues) {
  const Bottleneck f = Make({.r = 3, .init = "lora"});
  const at::Tensor delta =
      f.Delta({kName, 0, kOff}, RandomTensor({kTokens, kHidden}, 1), 4);
  EXPECT_TRUE(delta.equal(at::zeros_like(delta)));
  EXPECT_GT(f.Tensors()[0].tensor.abs().max().item<double>(), 0);
  // U(-1/√C, 1/√C)
  EXPECT_LE(f.Tensors()[0].tensor.abs().max().item<double>(), 1 / std::sqrt(8.0));
}

// 100 · 100 values: the sample's deviation is within 0.02 (1 ± 4/√20000).
TEST(Bottleneck, StartsSmallWithBertsInitialValues) {
  const Bottleneck f = Make({.r = 100, .init = "bert"}, Trunk(at::kDouble, 100));
  for (const int i : {0, 2})
    EXPECT_NEAR(f.Tensors()[i].tensor.square().mean().item<double>(), 4e-4,
                4e-4 * 0.06);
  for (const int i : {1, 3})
    EXPECT_EQ(f.Tensors()[i].tensor.abs().max().item<double>(), 0);
  const double overlap =
      (f.Tensors()[0].tensor * f.Tensors()[2].tensor.t()).mean().item<double>();
  EXPECT_LT(std::abs(overlap), 4e-4 * 0.05);  // down and up are drawn apart
}

TEST(Bottleneck, NamesAndShapesItsTensors) {
  const std::vector<NamedTensor> t = Make({.r = 3}).Tensors();
  ASSERT_EQ(t.size(), 4u);
  EXPECT_EQ(t[0].name, kName + ".adapter_down.weight");
  EXPECT_EQ(t[1].name, kName + ".adapter_down.bias");
  EXPECT_EQ(t[2].name, kName + ".adapter_up.weight");
  EXPECT_EQ(t[3].name, kName + ".adapter_up.bias");
  EXPECT_EQ(t[0].tensor.sizes(), (at::IntArrayRef{3, kHidden}));
  EXPECT_EQ(t[2].tensor.sizes(), (at::IntArrayRef{kHidden, 3}));
}

TEST(Bottleneck, AgreesWithItsTwinInValueAndGradient) {
  for (const double s : {1.0, 4.0}) {
    const Bottleneck f = Make({.r = 3});
    testing::Randomise(f.Tensors(), 1);
    const at::Tensor x = RandomTensor({kTokens, kHidden}, 9).requires_grad_();
    std::vector<NamedTensor> all = f.Tensors();
    all.push_back({"x", x});
    testing::ExpectEqualToTwin(
        [&] {
          return f.Delta({kName, 0, kOff}, x, s);
        },
        all,
        [&](const auto& p) {
          auto y = ref::Bottleneck(p[4], p.data(), kHidden);
          for (auto& v : y) v *= s;
          return y;
        });
  }
}

TEST(Bottleneck, DropsTheBottleneckAndDifferentiatesThroughIt) {
  const Bottleneck f = Make({.r = 16, .dropout = 0.5});
  testing::Randomise(f.Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 9);
  const Dropout training(RandomStream(3, "step"));
  const at::Tensor dropped = f.Delta({kName, 0, training}, x),
                   whole = f.Delta({kName, 0, kOff}, x);
  EXPECT_GT(testing::RelativeDistance(dropped, whole), 0.1);
  EXPECT_TRUE(f.Delta({kName, 0, training}, x).equal(dropped));
  const auto agreement = testing::CheckGradient(
      [&] {
        return f.Delta({kName, 0, training}, x).square().sum();
      },
      f.Tensors());
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

// bfloat16 has 8 bits: 2^-8 for each of the two products and their inputs.
TEST(Bottleneck, TakesTheTypeOfItsInput) {
  const Bottleneck f = Make({.r = 3}, Trunk(at::kBFloat16));
  EXPECT_EQ(f.Tensors()[0].tensor.scalar_type(), at::kFloat);
  testing::Randomise(f.Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 9);
  const at::Tensor half = f.Delta({kName, 0, kOff}, x.to(at::kBFloat16));
  EXPECT_EQ(half.scalar_type(), at::kBFloat16);
  EXPECT_LT(
      testing::RelativeDistance(half, f.Delta({kName, 0, kOff}, x.to(at::kFloat))),
      4.0 / 256);
}

}  // namespace
}  // namespace graft
