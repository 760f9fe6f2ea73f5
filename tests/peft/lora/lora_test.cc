#include "peft/lora/lora.h"

#include <gtest/gtest.h>

#include <complex>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/lora/lora_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::MakeMethod;
using testing::RandomTensor;

const std::string kQuery = "encoder.layer.0.attention.self.query";
constexpr int kIn = 8, kOut = 8, kRank = 2, kTokens = 3;
const OptionValues kOptions = {{"r", "2"}, {"alpha", "3"}};
const Dropout kOff;

template <class T>
std::vector<T> Values(const at::Tensor& t) {
  const at::Tensor c = t.detach().contiguous().to(at::kDouble);
  return {c.const_data_ptr<double>(), c.const_data_ptr<double>() + c.numel()};
}

class LoraTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> lora_ = MakeMethod("lora", kOptions, trunk_);
};

TEST_F(LoraTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("lora", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "0"}}),
            "INVALID_ARGUMENT: method lora: r=0: expected 1 … 8 for "
            "encoder.layer.0.attention.self.query");
  EXPECT_NE(error({{"r", "9"}}).find("expected 1 … 8"), std::string::npos);
  for (const char* alpha : {"0", "nan", "inf"})
    EXPECT_NE(error({{"alpha", alpha}}).find("expected a finite number above 0"),
              std::string::npos);
  EXPECT_NE(error({{"dropout", "1"}}).find("expected [0, 1)"), std::string::npos);
  EXPECT_NE(error({{"targets", "query,nothing"}}).find("matches no linear map"),
            std::string::npos);
  EXPECT_NE(error({{"rank", "8"}}).find("unknown option rank"), std::string::npos);
}

TEST_F(LoraTest, StartsAsTheIdentity) {
  EXPECT_TRUE(testing::Hidden(trunk_, *lora_).equal(testing::Hidden(trunk_, Graft())));
}

TEST_F(LoraTest, CountsRankTimesInPlusOutParametersAMap) {
  EXPECT_EQ(ParameterCount(*lora_), 2 * 2 * kRank * (kIn + kOut));
  const auto ffn = MakeMethod(
      "lora", {{"r", "2"}, {"targets", "intermediate.dense,output.dense"}}, trunk_);
  EXPECT_EQ(ParameterCount(*ffn), 2 * 2 * kRank * (8 + 12));
}

TEST_F(LoraTest, AgreesWithItsTwin) {
  testing::Randomise(lora_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kIn}, 2),
                   y = RandomTensor({kTokens, kOut}, 3);
  std::vector<double> want = Values<double>(y);
  ref::AddLora(Values<double>(x), Values<double>(lora_->Tensors()[0].tensor),
               Values<double>(lora_->Tensors()[1].tensor), 3.0 / kRank, kIn, kRank,
               kOut, want);
  const std::vector<double> got =
      Values<double>(lora_->Linear({kQuery, 0, kOff}, x, y));
  // A few dozen products and sums of size O(1), each rounded to 1e-16.
  for (size_t i = 0; i < want.size(); ++i) EXPECT_NEAR(got[i], want[i], 64 * 1e-15);
}

// Complex step on the twin: the derivative of Σ y² without subtraction, to full precision.
TEST_F(LoraTest, DifferentiatesLikeItsTwin) {
  using C = std::complex<double>;
  testing::Randomise(lora_->Tensors(), 1);
  const at::Tensor x = RandomTensor({kTokens, kIn}, 2);
  const at::Tensor zero = at::zeros({kTokens, kOut}, at::kDouble);
  lora_->Linear({kQuery, 0, kOff}, x, zero).square().sum().backward();
  const std::vector<NamedTensor> parts = lora_->Tensors();
  for (int part = 0; part < 2; ++part) {
    const std::vector<double> got = Values<double>(parts[part].tensor.grad());
    for (size_t i = 0; i < got.size(); ++i) {
      std::vector<C> factor[2] = {Values<C>(parts[0].tensor),
                                  Values<C>(parts[1].tensor)};
      factor[part][i] += C(0, 1e-50);
      std::vector<C> y(kTokens * kOut);
      ref::AddLora(Values<C>(x), factor[0], factor[1], 3.0 / kRank, kIn, kRank, kOut,
                   y);
      C loss = 0;
      for (const C v : y) loss += v * v;
      EXPECT_NEAR(got[i], loss.imag() / 1e-50, 1e-12 * (1 + std::abs(got[i])));
    }
  }
}

TEST_F(LoraTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto lora = MakeMethod(
      "lora", {{"r", "2"}, {"dropout", "0.2"}, {"targets", "query,value,output.dense"}},
      trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *lora, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// The same function by two roads; both round a few dozen times per hidden state, and two
// layers of LayerNorm and attention carry that on: 1e-12 is 4,500 ε.
TEST_F(LoraTest, MergedEqualsUnmerged) {
  testing::Randomise(lora_->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*lora_, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(*merged, Graft()),
                                      testing::Hidden(trunk_, *lora_)),
            1e-12);
}

TEST_F(LoraTest, RankStabilisationScalesByTheRoot) {
  const auto plain = MakeMethod("lora", {{"r", "4"}, {"alpha", "4"}}, trunk_);
  const auto stable =
      MakeMethod("lora", {{"r", "4"}, {"alpha", "2"}, {"rslora", "true"}}, trunk_);
  testing::Randomise(plain->Tensors(), 1);
  testing::Randomise(stable->Tensors(), 1);  // 4/4 = 2/√4
  EXPECT_TRUE(testing::Hidden(trunk_, *plain).equal(testing::Hidden(trunk_, *stable)));
}

TEST_F(LoraTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *lora_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft
