#include "peft/adapter/multi_head_adapter.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/adapter/multi_head_adapter_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;
using testing::RandomTensor;

constexpr int kHidden = 8, kHeads = 2, kSize = 4, kRank = 3, kTokens = 5;
const std::string kAttention = "encoder.layer.0.attention.self";
const Dropout kOff;

class MultiHeadAdapterTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> adapter_ =
      MakeMethod("multi_head_parallel_adapter", {{"r", "3"}}, trunk_);
};

TEST_F(MultiHeadAdapterTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("multi_head_parallel_adapter", options, trunk_.info(),
                        RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"r", "0"}}),
            "INVALID_ARGUMENT: method multi_head_parallel_adapter: r=0: expected 1 … "
            "65536");
  EXPECT_NE(error({{"dropout", "-0.1"}}).find("expected [0, 1)"), std::string::npos);
  EXPECT_NE(error({{"init", "zero"}}).find("expected bert or lora"), std::string::npos);
}

TEST_F(MultiHeadAdapterTest, StartsAsTheIdentityOrNearIt) {
  const at::Tensor base = Hidden(trunk_, Graft());
  EXPECT_TRUE(Hidden(trunk_, *adapter_).equal(base));
  const auto bert =
      MakeMethod("multi_head_parallel_adapter", {{"r", "3"}, {"init", "bert"}}, trunk_);
  const double far = testing::RelativeDistance(Hidden(trunk_, *bert), base);
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 0.05);
}

TEST_F(MultiHeadAdapterTest, CountsTheFormulaOfItsCard) {
  EXPECT_EQ(ParameterCount(*adapter_), 2 * 2 * kRank * kHidden);
}

TEST_F(MultiHeadAdapterTest, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(adapter_->Tensors(), 1);
  const at::Tensor q = RandomTensor({kTokens, kHidden}, 8).requires_grad_(),
                   h = RandomTensor({kTokens, kHidden}, 9).requires_grad_();
  std::vector<NamedTensor> all = adapter_->Tensors();
  all.resize(2);  // the first layer's
  all.push_back({"q", q});
  all.push_back({"h", h});
  testing::ExpectEqualToTwin(
      [&] {
        return adapter_->AfterAttention({kAttention, 0, kOff}, {q, {}, kHeads}, h);
      },
      all,
      [](const auto& p) {
        return ref::MultiHead(p[2], p[3], p[0], p[1], kHeads, kRank, kSize);
      });
}

TEST_F(MultiHeadAdapterTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto adapter = MakeMethod("multi_head_parallel_adapter",
                                  {{"r", "3"}, {"dropout", "0.2"}}, trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *adapter, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// One head over all channels is ReLU(q W_dᵀ) W_u with W_dᵀ = P_kᵀ/√C: a parallel adapter
// without biases that reads the query.
TEST_F(MultiHeadAdapterTest, WithOneHeadIsAnAdapterOnTheQuery) {
  TrunkInfo one = trunk_.info();
  one.heads = 1;
  const auto adapter = MultiHeadAdapter::Create({.r = 3}, one, RandomStream(1, "init"));
  ASSERT_TRUE(adapter.ok()) << adapter.status();
  testing::Randomise((*adapter)->Tensors(), 1);
  const at::Tensor q = RandomTensor({kTokens, kHidden}, 8),
                   h = RandomTensor({kTokens, kHidden}, 9);
  const at::Tensor key = (*adapter)->Tensors()[0].tensor[0],
                   value = (*adapter)->Tensors()[1].tensor[0];
  const at::Tensor want =
      h + at::mm(at::relu(at::mm(q, key.t()) / std::sqrt(8.0)), value);
  // The same dozen terms an element, √8 divided elsewhere.
  EXPECT_LT(testing::RelativeDistance(
                (*adapter)->AfterAttention({kAttention, 0, kOff}, {q, {}, 1}, h), want),
            16 * 0x1p-52);
}

TEST_F(MultiHeadAdapterTest, ChangesEachHeadByItself) {
  testing::Randomise(adapter_->Tensors(), 1);
  {
    const NoGrad no_grad;
    adapter_->Tensors()[1].tensor[1].zero_();  // the second head's values
  }
  const at::Tensor q = RandomTensor({kTokens, kHidden}, 8),
                   h = RandomTensor({kTokens, kHidden}, 9);
  const at::Tensor out =
      adapter_->AfterAttention({kAttention, 0, kOff}, {q, {}, kHeads}, h);
  EXPECT_TRUE(out.slice(1, kSize, kHidden).equal(h.slice(1, kSize, kHidden)));
  EXPECT_FALSE(out.slice(1, 0, kSize).equal(h.slice(1, 0, kSize)));
}

TEST_F(MultiHeadAdapterTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *adapter_, 60, 0.05), 0.1);
}

}  // namespace
}  // namespace graft
