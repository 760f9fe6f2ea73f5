#include "peft/adapter/sequential_adapter.h"

#include <gtest/gtest.h>

#include <map>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/adapter/bottleneck_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RandomTensor;

constexpr int kHidden = 8, kTokens = 3;
const std::string kLayer = "encoder.layer.0";
const Dropout kOff;

class SequentialAdapterTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> pfeiffer_ =
      MakeMethod("pfeiffer", {{"r", "3"}}, trunk_);
};

TEST_F(SequentialAdapterTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("houlsby", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "0"}}),
            "INVALID_ARGUMENT: method houlsby: r=0: expected 1 … 65536");
  EXPECT_NE(error({{"at", "head"}}).find("expected ffn, attention or both"),
            std::string::npos);
  EXPECT_NE(error({{"s", "2"}}).find("unknown option s"), std::string::npos);
}

TEST_F(SequentialAdapterTest, StartsNearTheTrunkOrExactlyAsIt) {
  const at::Tensor base = Hidden(trunk_, Graft());
  const double far = testing::RelativeDistance(Hidden(trunk_, *pfeiffer_), base);
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 0.05);  // of the order of 0.02² r C
  const auto lora = MakeMethod("houlsby", {{"r", "3"}, {"init", "lora"}}, trunk_);
  EXPECT_TRUE(Hidden(trunk_, *lora).equal(base));
}

TEST_F(SequentialAdapterTest, CountsTheFormulaOfItsCard) {
  const int64_t adapter = 2 * 3 * kHidden + 3 + kHidden;
  EXPECT_EQ(ParameterCount(*pfeiffer_), 2 * adapter);
  EXPECT_EQ(ParameterCount(*MakeMethod("houlsby", {{"r", "3"}}, trunk_)), 4 * adapter);
  const auto attention =
      MakeMethod("pfeiffer", {{"r", "3"}, {"at", "attention"}}, trunk_);
  EXPECT_EQ(ParameterCount(*attention), 2 * adapter);
}

TEST_F(SequentialAdapterTest, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(pfeiffer_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8),
                   y = RandomTensor({kTokens, kHidden}, 9).requires_grad_();
  std::vector<NamedTensor> all = pfeiffer_->Tensors();
  all.resize(4);  // the first layer's
  all.push_back({"y", y});
  testing::ExpectEqualToTwin(
      [&] {
        return pfeiffer_->AfterSublayer({kLayer, 0, kOff}, Sublayer::kFeedForward, x,
                                        y);
      },
      all,
      [](const auto& p) {
        auto out = ref::Bottleneck(p[4], p.data(), kHidden);
        for (size_t i = 0; i < out.size(); ++i) out[i] += p[4][i];
        return out;
      });
}

TEST_F(SequentialAdapterTest, LeavesTheOtherSublayerAndItsInputsAlone) {
  testing::Randomise(pfeiffer_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8),
                   y = RandomTensor({kTokens, kHidden}, 9), before = y.clone();
  const Site site{kLayer, 0, kOff};
  EXPECT_TRUE(pfeiffer_->AfterSublayer(site, Sublayer::kAttention, x, y).is_same(y));
  pfeiffer_->AfterSublayer(site, Sublayer::kFeedForward, x, y);
  EXPECT_TRUE(y.equal(before));
}

TEST_F(SequentialAdapterTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto houlsby = MakeMethod("houlsby", {{"r", "3"}, {"dropout", "0.2"}}, trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *houlsby, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// Where no ReLU cuts, the adapter is linear, so it is the sub-layer's last map times
// (I + W_u W_d), and its bias alike: a merge by hand.
TEST_F(SequentialAdapterTest, IsALinearMapWhereNoReluCuts) {
  testing::Randomise(pfeiffer_->Tensors(), 1, 0.1);
  Weights merged = trunk_.info().weights;
  const std::vector<NamedTensor> all = pfeiffer_->Tensors();
  for (int layer = 0; layer < 2; ++layer) {
    const at::Tensor down = all[4 * layer].tensor.detach(),
                     down_bias = all[4 * layer + 1].tensor.detach().fill_(100),
                     up = all[4 * layer + 2].tensor.detach(),
                     up_bias = all[4 * layer + 3].tensor.detach();
    const std::string name = StrCat("encoder.layer.", layer, ".output.dense.");
    const at::Tensor map = at::mm(up, down);
    merged[name + "weight"] =
        merged[name + "weight"] + at::mm(map, merged[name + "weight"]);
    merged[name + "bias"] = merged[name + "bias"] + map.mv(merged[name + "bias"]) +
                            up.mv(down_bias) + up_bias;
  }
  const auto plain = Bert::Create(trunk_.config(), merged, at::kDouble);
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_LT(
      testing::RelativeDistance(Hidden(trunk_, *pfeiffer_), Hidden(*plain, Graft())),
      testing::Rounding(at::kDouble));
}

TEST_F(SequentialAdapterTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *pfeiffer_, 60, 0.05), 0.05);
}

// Every form differs from the default and has the right gradient.
TEST(SequentialAdapterForms, DifferAndDifferentiate) {
  const Bert trunk = testing::TinyBert();
  const auto usual = testing::MakeMethod("houlsby", {{"r", "3"}}, trunk);
  testing::Randomise(usual->Tensors(), 1, 0.3);
  for (const OptionValues& form : {OptionValues{{"activation", "swish"}},
                                   {{"activation", "gelu"}},
                                   {{"reads", "norm"}},
                                   {{"reads", "norm"}, {"activation", "swish"}}}) {
    OptionValues options = form;
    options["r"] = "3";
    const auto other = testing::MakeMethod("houlsby", options, trunk);
    testing::Randomise(other->Tensors(), 1, 0.3);
    EXPECT_GT(testing::RelativeDistance(testing::Hidden(trunk, *other),
                                        testing::Hidden(trunk, *usual)),
              1e-3);
    const auto agreement = testing::CheckMethodGradient(trunk, *other);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
  EXPECT_NE(CreateMethod("houlsby", {{"reads", "input"}}, trunk.info(),
                         RandomStream(1, "init"))
                .status()
                .ToString()
                .find("reads=input: expected output or norm"),
            std::string::npos);
}

// ε is the trunk's: with 0.5 the norm that is read is another than with 1e-12, and is the one
// that the trunk itself computes behind a sub-layer.
TEST(SequentialAdapterForms, ReadsTheNormWithTheTrunksEpsilon) {
  HfConfig config = testing::TinyBert().config();
  config.layer_norm_eps = 0.5;
  const Bert trunk =
      Bert::Create(config, testing::TinyBert().info().weights, at::kDouble).value();
  const auto method =
      testing::MakeMethod("houlsby", {{"r", "3"}, {"reads", "norm"}}, trunk);
  testing::Randomise(method->Tensors(), 1, 0.3);
  std::map<std::string, at::Tensor> own;
  for (const auto& [name, tensor] : method->Tensors()) own[name] = tensor.detach();
  const std::string place = kLayer + ".output";
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 2),
                   y = RandomTensor({kTokens, kHidden}, 3), sum = x + y,
                   mean = sum.mean(1, true),
                   variance = (sum - mean).square().mean(1, true);
  const auto& weights = trunk.info().weights;
  const at::Tensor z =
      (sum - mean) / (variance + 0.5).sqrt() * weights.at(place + ".LayerNorm.weight") +
      weights.at(place + ".LayerNorm.bias");
  const auto part = [&](const char* name) { return own.at(place + name); };
  const at::Tensor h =
      at::relu(at::linear(z, part(".adapter_down.weight"), part(".adapter_down.bias")));
  const at::Tensor want =
      y + at::linear(h, part(".adapter_up.weight"), part(".adapter_up.bias"));
  const at::Tensor got =
      method->AfterSublayer({place, 0, kOff}, Sublayer::kFeedForward, x, y);
  EXPECT_LT(testing::RelativeDistance(got.detach(), want),
            testing::Rounding(at::kDouble));
}

}  // namespace
}  // namespace graft
