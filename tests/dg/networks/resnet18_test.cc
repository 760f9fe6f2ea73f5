#include "dg/networks/resnet18.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/temp_folder.h"
#include "common/testing/tensors.h"
#include "tests/dg/network_checks.h"

namespace graft {
namespace {

using testing::RandomTensor;

const Weights& Start() {
  static const auto* weights = new Weights(RandomResNet18(RandomStream(1, "init")));
  return *weights;
}

ResNet18 Make(const ResNet18Config& config) {
  return ResNet18(config, Start(), at::kDouble);
}

std::string Refusal(Weights weights) {
  return CheckResNet18(std::move(weights)).status().ToString();
}

TEST(ResNet18, NamesTheTensorThatIsWrong) {
  Weights weights = Start();
  weights["fc.weight"] = at::ones({1000, 512});
  weights["bn1.num_batches_tracked"] = at::zeros({}, at::kLong);
  EXPECT_TRUE(CheckResNet18(weights).ok());
  weights["layer1.2.conv1.weight"] = at::ones({64, 64, 3, 3});  // of a ResNet-34
  EXPECT_NE(Refusal(weights).find("tensor layer1.2.conv1.weight is no part"),
            std::string::npos);
  weights.erase("layer1.2.conv1.weight");
  weights["layer4.0.downsample.0.weight"] = at::ones({512, 128, 1, 1});
  EXPECT_EQ(Refusal(weights),
            "INVALID_ARGUMENT: tensor layer4.0.downsample.0.weight is Float [512, 128, "
            "1, 1]: expected floats [512, 256, 1, 1] of torchvision's resnet18");
  weights.erase("layer4.0.downsample.0.weight");
  EXPECT_NE(Refusal(weights).find("layer4.0.downsample.0.weight is missing"),
            std::string::npos);
}

TEST(ResNet18, ReadsAFileAndNamesOneThatIsNone) {
  const std::string file = testing::EmptyFolder() + "/resnet18.safetensors";
  std::vector<NamedTensor> tensors;
  for (const auto& [name, tensor] : Start()) tensors.push_back({name, tensor});
  ASSERT_TRUE(SaveTensors(file, tensors).ok());
  const auto read = ReadResNet18(file);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(read->at("conv1.weight").equal(Start().at("conv1.weight")));
  tensors.pop_back();
  ASSERT_TRUE(SaveTensors(file, tensors).ok());
  const absl::Status status = ReadResNet18(file).status();
  EXPECT_NE(status.message().find(file), std::string::npos) << status;
}

TEST(ResNet18, HasAsManyParametersAsTorchvisions) {
  int64_t count = 0;
  for (const NamedTensor& t : Make({}).Tensors()) count += t.tensor.numel();
  EXPECT_EQ(count, 11176512);
}

// Twenty convolutions of up to 4,608 products, each adding ε of its scale √n times.
constexpr double kWithin = 1e-11;

void ExpectFollows(const std::string& key, const ResNet18Config& config,
                   bool training) {
  const Weights golden = testing::GoldenTensors("tests/golden/dg/resnet18.safetensors");
  // By the formula before a network of two channels takes the first two of them.
  Weights weights;
  std::vector<NamedTensor> all;
  for (const auto& [name, tensor] : Start()) {
    weights[name] = at::empty(tensor.sizes(), at::kDouble);
    all.push_back({name, weights[name]});
  }
  testing::SetByFormula(all);
  const ResNet18 net(config, weights, at::kDouble);
  testing::ExpectFollowsGolden(
      {.golden = golden,
       .key = key,
       .input = {2, config.channels, 64, 64},
       .tensors = net.Tensors(),
       .buffers =
           training && !config.freeze_norm ? net.Buffers() : std::vector<NamedTensor>(),
       .forward =
           [&](const at::Tensor& x) {
             return net.Features(Inputs(x), {.training = training});
           },
       .within = kWithin});
}

TEST(ResNet18, FollowsTorchvisionsInEvaluation) { ExpectFollows("eval", {}, false); }
TEST(ResNet18, FollowsTorchvisionsInTraining) { ExpectFollows("train", {}, true); }
TEST(ResNet18, FollowsTorchvisionsWithFrozenNorms) {
  ExpectFollows("frozen", {.freeze_norm = true}, true);
}
TEST(ResNet18, FollowsDomainBedsOnTwoChannels) {
  ExpectFollows("two_channels", {.channels = 2}, false);
}

TEST(ResNet18, BlocksAreAsWideAsTheySay) {
  const ResNet18 net = Make({});
  int blocks = 0;
  Pass pass;
  pass.block = [&](int index, const at::Tensor& x) {
    EXPECT_EQ(index, blocks++);
    EXPECT_EQ(x.size(1), net.block_widths()[index]);
    EXPECT_EQ(x.size(2), 8 >> index);
    return x;
  };
  const NoGrad no_grad;
  const at::Tensor f = net.Features(Inputs(RandomTensor({1, 3, 32, 32}, 1)), pass);
  EXPECT_EQ(blocks, 4);
  EXPECT_EQ(f.size(1), net.width());
}

TEST(ResNet18, DropsFeaturesOutInTrainingOnly) {
  const ResNet18 net = Make({.dropout = 0.5, .freeze_norm = true}),
                 plain = Make({.freeze_norm = true});
  const Inputs x(RandomTensor({2, 3, 32, 32}, 1));
  const NoGrad no_grad;
  const at::Tensor dropped = net.Features(
      x, {.training = true, .dropout = Dropout(RandomStream(1, "dropout"))});
  EXPECT_GT((dropped == 0).sum().item<int64_t>(), 300);
  EXPECT_TRUE(net.Features(x, {}).equal(plain.Features(x, {})));
}

TEST(ResNet18, FrozenNormsHaveNoBuffersAndRememberNothing) {
  const ResNet18 frozen = Make({.freeze_norm = true}), free = Make({});
  const Inputs x(RandomTensor({2, 3, 32, 32}, 1));
  const NoGrad no_grad;
  EXPECT_TRUE(frozen.Buffers().empty());
  EXPECT_EQ(free.Buffers().size(), 40u);
  const at::Tensor before = free.Features(x, {});
  EXPECT_TRUE(frozen.Features(x, {.training = true}).equal(before));
  free.Features(x, {.training = true});
  EXPECT_FALSE(free.Features(x, {}).equal(before));
}

}  // namespace
}  // namespace graft
