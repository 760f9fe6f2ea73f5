#include "dg/networks/network.h"

#include <gtest/gtest.h>

#include "common/models/weights.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/temp_folder.h"
#include "common/testing/tensors.h"
#include "dg/data/digit_domains.h"
#include "dg/data/synthetic.h"
#include "dg/networks/resnet18.h"

namespace graft {
namespace {

const Hparams kDefaults({}, DataScale::kSmallImages);

std::unique_ptr<DomainData> Digits() {
  const Mnist mnist = {at::zeros({30, 28, 28}, at::kByte),
                       at::arange(30, at::kLong).remainder(10)};
  return *ColoredMnist(mnist, {.side = 14});
}

TEST(FindNetwork, KnowsItsNamesAndSaysThemOtherwise) {
  const auto wrong = FindNetwork("mnist_cn");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(wrong.status().message().find("mnist_cnn"), std::string::npos);
}

TEST(FindNetwork, EachReadsItsData) {
  const auto digits = Digits();
  const std::vector<int64_t> items = {0, 3};
  for (const char* name : {"", "default", "mlp", "mlp_irm", "mnist_cnn_16"}) {
    const auto made = (*FindNetwork(name))(*digits, kDefaults);
    ASSERT_TRUE(made.ok()) << name << made.status();
    const auto featurizer = (*made)({}, RandomStream(1, "init"));
    EXPECT_EQ(featurizer->Features(digits->Get(0, items), {}).size(1),
              featurizer->width());
  }
}

TEST(FindNetwork, ImageNetworksReadExtraChannels) {
  for (const char* name : {"mlp", "mlp_irm", "mnist_cnn_16"}) {
    const auto made = (*FindNetwork(name))(*Digits(), kDefaults);
    const auto featurizer = (*made)({.extra_channels = 1}, RandomStream(1, "init"));
    EXPECT_EQ(featurizer->Features(Inputs(at::zeros({2, 3, 14, 14})), {}).size(0), 2);
  }
}

TEST(FindNetwork, ResNetsBeginAtRandomOrWithAFile) {
  const auto digits = Digits();
  const std::string file = testing::EmptyFolder() + "/resnet18.safetensors";
  std::vector<NamedTensor> tensors;
  for (const auto& [name, tensor] : RandomResNet18(RandomStream(3, "weights")))
    tensors.push_back({name, tensor});
  ASSERT_TRUE(SaveTensors(file, tensors).ok());
  const auto of_two_seeds = [&](const std::string& name) {
    const auto made = (*FindNetwork(name))(*digits, kDefaults);
    EXPECT_TRUE(made.ok()) << made.status();
    const NoGrad no_grad;
    const Inputs x(at::ones({1, 3, 14, 14}));
    return std::pair{
        (*made)({.extra_channels = 1}, RandomStream(1, "init"))->Features(x, {}),
        (*made)({.extra_channels = 1}, RandomStream(2, "init"))->Features(x, {})};
  };
  const auto random = of_two_seeds("resnet18"), read = of_two_seeds("resnet18:" + file);
  EXPECT_FALSE(random.first.equal(random.second));
  EXPECT_TRUE(read.first.equal(read.second));
  EXPECT_NE(FindNetwork("resnet18:/no/such").status().message().find("/no/such"),
            std::string::npos);
}

// Data that say that they are texts.
class Texts final : public DomainData {
 public:
  const std::string& name() const override { return name_; }
  const std::vector<std::string>& domains() const override { return none_; }
  const std::vector<std::string>& classes() const override { return none_; }
  int64_t size(int) const override { return 0; }
  Inputs Get(int, std::span<const int64_t>) const override { return {}; }
  at::Tensor Labels(int, std::span<const int64_t>) const override { return {}; }

 private:
  std::string name_ = "texts";
  std::vector<std::string> none_;
};

// Six layers in bfloat16, whose numbers are off by 2⁻⁹ of themselves each.
TEST(FindNetwork, TheEncoderReadsTextsInEitherType) {
  Inputs x;
  x.tokens = MakeBatch({{{101, 2023, 2003, 102}, {0, 0, 0, 0}}, {{101, 102}, {0, 0}}});
  std::vector<at::Tensor> features;
  for (const char* name : {"minilm", "minilm_bf16"}) {
    const auto made = (*FindNetwork(name))(Texts(), kDefaults);
    ASSERT_TRUE(made.ok()) << made.status();
    features.push_back((*made)({}, RandomStream(1, "init"))->Features(x, {}));
    EXPECT_EQ(features.back().scalar_type(), at::kFloat);
  }
  EXPECT_EQ(features[0].size(0), 2);
  EXPECT_LT(testing::RelativeDistance(features[1], features[0]), 0.05);
  EXPECT_FALSE(features[1].equal(features[0]));
}

TEST(FindNetwork, TheEncoderRefusesImages) {
  EXPECT_EQ((*FindNetwork("minilm"))(*Digits(), kDefaults).status().message(),
            "ColoredMNIST holds no texts: an encoder reads some");
}

TEST(FindNetwork, TheDigitsNetworkRefusesVectors) {
  const auto vectors = SyntheticDomains({.per_domain = 4});
  EXPECT_EQ((*FindNetwork("mnist_cnn"))(*vectors, kDefaults).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE((*FindNetwork("default"))(*vectors, kDefaults).ok());
}

}  // namespace
}  // namespace graft
