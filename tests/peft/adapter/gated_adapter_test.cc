#include "peft/adapter/gated_adapter.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/adapter/gated_adapter_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RandomTensor;

constexpr int kHidden = 8, kTokens = 3;
const std::string kLayer = "encoder.layer.0";
const Dropout kOff;

class GatedAdapterTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> gated_ =
      MakeMethod("gated_parallel_adapter", {{"r", "3"}}, trunk_);
};

TEST_F(GatedAdapterTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("gated_parallel_adapter", options, trunk_.info(),
                        RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "0"}}),
            "INVALID_ARGUMENT: method gated_parallel_adapter: r=0: expected 1 … 65536");
  EXPECT_NE(error({{"gate", "nan"}}).find("gate=nan: expected a finite number"),
            std::string::npos);
  EXPECT_NE(error({{"at", "query"}}).find("expected ffn, attention or both"),
            std::string::npos);
}

// σ(-4) = 0.018 of the output is taken away; LayerNorm forgives most of it.
TEST_F(GatedAdapterTest, StartsNearTheTrunk) {
  const double far =
      testing::RelativeDistance(Hidden(trunk_, *gated_), Hidden(trunk_, Graft()));
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 0.05);
}

TEST_F(GatedAdapterTest, CountsTheFormulaOfItsCard) {
  EXPECT_EQ(ParameterCount(*gated_), 2 * (2 * 3 * kHidden + 3 + 2 * kHidden + 1));
}

TEST_F(GatedAdapterTest, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(gated_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8).requires_grad_(),
                   y = RandomTensor({kTokens, kHidden}, 9).requires_grad_();
  std::vector<NamedTensor> all = gated_->Tensors();
  all.resize(6);  // the first layer's
  all.push_back({"x", x});
  all.push_back({"y", y});
  testing::ExpectEqualToTwin(
      [&] {
        return gated_->AfterSublayer({kLayer, 0, kOff}, Sublayer::kFeedForward, x, y);
      },
      all, [](const auto& p) { return ref::Gated(p[6], p[7], p.data(), kHidden); });
}

TEST_F(GatedAdapterTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto both =
      MakeMethod("gated_parallel_adapter",
                 {{"r", "3"}, {"at", "both"}, {"dropout", "0.2"}}, trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *both, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// λ(1000) is 1 and λ(-1000) is 0 in double.
TEST_F(GatedAdapterTest, ShutItIsTheTrunkAndOpenItIsTheAdapterBitForBit) {
  const auto shut =
      MakeMethod("gated_parallel_adapter", {{"r", "3"}, {"gate", "-1000"}}, trunk_);
  EXPECT_TRUE(Hidden(trunk_, *shut).equal(Hidden(trunk_, Graft())));
  const auto open =
      MakeMethod("gated_parallel_adapter", {{"r", "3"}, {"gate", "1000"}}, trunk_);
  const auto adapter = MakeMethod("parallel_adapter", {{"r", "3"}}, trunk_);
  const Site site{kLayer, 0, kOff};
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8),
                   y = RandomTensor({kTokens, kHidden}, 9);
  EXPECT_TRUE(open->AfterSublayer(site, Sublayer::kFeedForward, x, y)
                  .equal(adapter->AfterSublayer(site, Sublayer::kFeedForward, x,
                                                at::zeros_like(y))));
}

TEST_F(GatedAdapterTest, GatesEachTokenByItself) {
  testing::Randomise(gated_->Tensors(), 1);
  const Site site{kLayer, 0, kOff};
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8),
                   y = RandomTensor({kTokens, kHidden}, 9);
  const at::Tensor all = gated_->AfterSublayer(site, Sublayer::kFeedForward, x, y);
  // Products of another shape may sum the same dozen terms in another order.
  for (int n = 0; n < kTokens; ++n)
    EXPECT_LT(testing::RelativeDistance(
                  gated_->AfterSublayer(site, Sublayer::kFeedForward,
                                        x.slice(0, n, n + 1), y.slice(0, n, n + 1)),
                  all.slice(0, n, n + 1)),
              16 * 0x1p-52);
}

TEST_F(GatedAdapterTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *gated_, 60, 0.05), 0.1);
}

}  // namespace
}  // namespace graft
