#include "peft/adapter/parallel_adapter.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
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

class ParallelAdapterTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> plain_ =
      MakeMethod("parallel_adapter", {{"r", "3"}}, trunk_);
  const std::unique_ptr<Method> scaled_ =
      MakeMethod("scaled_parallel_adapter", {{"r", "3"}}, trunk_);
  const std::unique_ptr<Method> learned_ = MakeMethod(
      "scaled_parallel_adapter", {{"r", "3"}, {"s", "2"}, {"learn_s", "true"}}, trunk_);
};

TEST_F(ParallelAdapterTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("parallel_adapter", options, trunk_.info(),
                        RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "-1"}}),
            "INVALID_ARGUMENT: method parallel_adapter: r=-1: expected 1 … 65536");
  EXPECT_NE(error({{"s", "inf"}}).find("s=inf: expected a finite number"),
            std::string::npos);
  EXPECT_NE(error({{"at", "heads"}}).find("expected ffn, attention or both"),
            std::string::npos);
  EXPECT_NE(error({{"learn_s", "yes"}}).find("true or false"), std::string::npos);
}

TEST_F(ParallelAdapterTest, StartsNearTheTrunkOrExactlyAsIt) {
  const at::Tensor base = Hidden(trunk_, Graft());
  EXPECT_TRUE(Hidden(trunk_, *scaled_).equal(base));
  EXPECT_TRUE(Hidden(trunk_, *learned_).equal(base));
  const double far = testing::RelativeDistance(Hidden(trunk_, *plain_), base);
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 0.05);  // of the order of 0.02² r C
}

TEST_F(ParallelAdapterTest, CountsTheFormulaOfItsCard) {
  const int64_t adapter = 2 * 3 * kHidden + 3 + kHidden;
  EXPECT_EQ(ParameterCount(*plain_), 2 * adapter);
  EXPECT_EQ(ParameterCount(*scaled_), 2 * adapter);
  EXPECT_EQ(ParameterCount(*learned_), 2 * (adapter + 1));
  const auto both =
      MakeMethod("parallel_adapter", {{"r", "3"}, {"at", "both"}}, trunk_);
  EXPECT_EQ(ParameterCount(*both), 4 * adapter);
}

// Fixed s and trained s, at the feed-forward network of the first layer.
TEST_F(ParallelAdapterTest, AgreesWithItsTwinInValueAndGradient) {
  for (const Method* method : {scaled_.get(), learned_.get()}) {
    testing::Randomise(method->Tensors(), 1);
    const bool learned = method == learned_.get();
    const at::Tensor x = RandomTensor({kTokens, kHidden}, 8).requires_grad_(),
                     y = RandomTensor({kTokens, kHidden}, 9).requires_grad_();
    std::vector<NamedTensor> all = method->Tensors();
    all.resize(learned ? 5 : 4);  // the first layer's
    all.push_back({"x", x});
    all.push_back({"y", y});
    testing::ExpectEqualToTwin(
        [&] {
          return method->AfterSublayer({kLayer, 0, kOff}, Sublayer::kFeedForward, x, y);
        },
        all,
        [&](const auto& p) {
          const size_t n = p.size();
          auto out = ref::Bottleneck(p[n - 2], p.data(), kHidden);
          for (size_t i = 0; i < out.size(); ++i) {
            if (learned)
              out[i] *= p[4][0];
            else
              out[i] *= 4.0;
            out[i] += p[n - 1][i];
          }
          return out;
        });
  }
}

TEST_F(ParallelAdapterTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto both = MakeMethod(
      "scaled_parallel_adapter",
      {{"r", "3"}, {"at", "both"}, {"dropout", "0.2"}, {"learn_s", "true"}}, trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *both, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST_F(ParallelAdapterTest, ScaledByOneIsThePlainOneBitForBit) {
  const auto one =
      MakeMethod("scaled_parallel_adapter", {{"r", "3"}, {"s", "1"}}, trunk_);
  testing::Randomise(one->Tensors(), 1);
  testing::Randomise(plain_->Tensors(), 1);
  EXPECT_TRUE(Hidden(trunk_, *one).equal(Hidden(trunk_, *plain_)));
}

TEST_F(ParallelAdapterTest, ScaledByZeroIsTheTrunkBitForBit) {
  const auto none =
      MakeMethod("scaled_parallel_adapter", {{"r", "3"}, {"s", "0"}}, trunk_);
  testing::Randomise(none->Tensors(), 1);
  EXPECT_TRUE(Hidden(trunk_, *none).equal(Hidden(trunk_, Graft())));
}

// s(W_u h + b_u) = (s W_u) h + s b_u: scale of the weights against scale of the output.
TEST_F(ParallelAdapterTest, AScaleIsAScaleOfTheSecondMap) {
  testing::Randomise(scaled_->Tensors(), 1, 0.3);
  testing::Randomise(plain_->Tensors(), 1, 0.3);
  {
    const NoGrad no_grad;
    for (const auto& [name, tensor] : plain_->Tensors())
      if (name.find("adapter_up") != std::string::npos) tensor.mul_(4);
  }
  EXPECT_LT(
      testing::RelativeDistance(Hidden(trunk_, *scaled_), Hidden(trunk_, *plain_)),
      testing::Rounding(at::kDouble));
}

TEST_F(ParallelAdapterTest, ATrainedScaleStartsAsTheFixedOne) {
  const auto fixed = MakeMethod("scaled_parallel_adapter",
                                {{"r", "3"}, {"s", "2"}, {"init", "bert"}}, trunk_);
  const auto trained = MakeMethod(
      "scaled_parallel_adapter",
      {{"r", "3"}, {"s", "2"}, {"init", "bert"}, {"learn_s", "true"}}, trunk_);
  EXPECT_LT(testing::RelativeDistance(Hidden(trunk_, *trained), Hidden(trunk_, *fixed)),
            testing::Rounding(at::kDouble));
}

TEST_F(ParallelAdapterTest, ReadsTheInputAndNotTheOutput) {
  testing::Randomise(plain_->Tensors(), 1);
  const Site site{kLayer, 0, kOff};
  const at::Tensor x = RandomTensor({kTokens, kHidden}, 8),
                   y = RandomTensor({kTokens, kHidden}, 9), zero = at::zeros_like(y);
  const auto out = [&](const at::Tensor& h) {
    return plain_->AfterSublayer(site, Sublayer::kFeedForward, x, h);
  };
  // One sum and one difference more, of numbers up to three times the largest.
  EXPECT_LT(testing::RelativeDistance(out(y) - y, out(zero)), 8 * 0x1p-52);
}

TEST_F(ParallelAdapterTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *plain_, 60, 0.05), 0.05);
  EXPECT_LT(testing::LossAfter(trunk_, *scaled_, 60, 0.05), 0.05);
  EXPECT_LT(testing::LossAfter(trunk_, *learned_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft
