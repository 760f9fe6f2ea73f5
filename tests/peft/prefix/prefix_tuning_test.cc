#include "peft/prefix/prefix_tuning.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/method_checks.h"
#include "tests/peft/prefix/prefix_table_ref.h"

namespace graft {
namespace {

using testing::MakeMethod;
using testing::RandomTensor;
using testing::Values;

constexpr ref::PrefixShape kShape = {
    .tokens = 4, .length = 3, .layers = 2, .heads = 2, .size = 4};
const std::string kName = "encoder.layer.1.attention.self";
const Dropout kOff;

class PrefixTuningTest : public ::testing::Test {
 protected:
  // The heads' outputs of layer 1 for one sequence.
  at::Tensor Heads() const {
    return RaggedAttention(q_, k_, v_, {0, 4}, 2, prefix_->Prefix({kName, 1, kOff}, 1),
                           {})
        .context;
  }
  template <class T>
  std::vector<T> Twin(const std::vector<T>& table) const {
    return ref::Attend(Values<T>(q_), Values<T>(k_), Values<T>(v_), table, kShape, 1,
                       true, true);
  }
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> prefix_ = MakeMethod("prefix", {{"l", "3"}}, trunk_);
  const at::Tensor q_ = RandomTensor({4, 8}, 1), k_ = RandomTensor({4, 8}, 2),
                   v_ = RandomTensor({4, 8}, 3);
};

TEST_F(PrefixTuningTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("prefix", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(error({{"l", "0"}}),
            "INVALID_ARGUMENT: method prefix: l=0: expected 1 … 65536");
  EXPECT_EQ(error({{"l", "32"}, {"shift_positions", "true"}}),
            "INVALID_ARGUMENT: method prefix: l=32: shift_positions leaves none of the "
            "trunk's 32 positions for a token");
  EXPECT_EQ(error({{"l", "32"}}), "OK");
  EXPECT_EQ(
      error({{"from_layer", "1"}, {"to_layer", "3"}}),
      "INVALID_ARGUMENT: method prefix: from_layer=1, to_layer=3: expected layers "
      "of the trunk, 0 ≤ from < to ≤ 2");
  EXPECT_NE(error({{"from_layer", "2"}}), "OK");
  EXPECT_NE(error({{"from_layer", "-1"}}), "OK");
}

TEST_F(PrefixTuningTest, StartsNearTheTrunkAndNotOnIt) {
  const double moved = testing::RelativeDistance(testing::Hidden(trunk_, *prefix_),
                                                 testing::Hidden(trunk_, Graft()));
  EXPECT_GT(moved, 1e-3);
  EXPECT_LT(moved, 1);
  EXPECT_EQ(ParameterCount(*prefix_), 3 * 2 * 2 * 8);
}

// Two means by seven weights that are exponentials of scores of four products: each weight is
// good to 5 ε, their sum and the mean to as much, and elements are not larger than 2.
TEST_F(PrefixTuningTest, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(prefix_->Tensors(), 4);
  testing::ExpectEqualToTwin([&] { return Heads(); }, prefix_->Tensors(),
                             [&](const auto& p) { return Twin(p[0]); }, 40 * 0x1p-52);
}

TEST_F(PrefixTuningTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const char* mlp : {"0", "5"}) {
    const auto prefix =
        MakeMethod("prefix", {{"l", "3"}, {"mlp", mlp}, {"dropout", "0.2"}}, trunk_);
    for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
      const auto agreement =
          testing::CheckMethodGradient(trunk_, *prefix, dropout, 0.5);
      EXPECT_TRUE(testing::Agrees(agreement)) << "mlp=" << mlp << ": " << agreement;
    }
  }
}

// A prefix is a set: sums over it only change their order.
TEST_F(PrefixTuningTest, DoesNotDependOnTheOrderOfItsTokens) {
  testing::Randomise(prefix_->Tensors(), 4);
  const at::Tensor before = testing::Hidden(trunk_, *prefix_);
  {
    const NoGrad no_grad;
    const at::Tensor table = prefix_->Tensors()[0].tensor;
    table.copy_(table.index_select(0, at::tensor({2, 0, 1}, at::kLong)));
  }
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(trunk_, *prefix_), before),
            testing::Rounding(at::kDouble));
}

// Tokens at positions l … l+T-1 of one trunk are tokens at 0 … T-1 of another whose position
// table begins l rows later.
TEST_F(PrefixTuningTest, ShiftsPositionsByItsLengthIfAsked) {
  const auto shifted =
      MakeMethod("prefix", {{"l", "3"}, {"shift_positions", "true"}}, trunk_);
  EXPECT_EQ(shifted->PositionShift(), 3);
  EXPECT_EQ(prefix_->PositionShift(), 0);
  Weights weights = trunk_.info().weights;
  at::Tensor& positions = weights.at("embeddings.position_embeddings.weight");
  positions = positions.roll(-3, 0);
  const auto rolled = Bert::Create(trunk_.config(), weights, at::kDouble);
  ASSERT_TRUE(rolled.ok()) << rolled.status();
  EXPECT_TRUE(
      testing::Hidden(trunk_, *shifted).equal(testing::Hidden(*rolled, *prefix_)));
}

// A prefix of one layer is that layer's part of the whole table, and the others see none.
TEST_F(PrefixTuningTest, ServesTheLayersItIsAskedTo) {
  for (const int layer : {0, 1}) {
    const auto one = MakeMethod(
        "prefix",
        {{"l", "3"}, {"from_layer", StrCat(layer)}, {"to_layer", StrCat(layer + 1)}},
        trunk_);
    EXPECT_EQ(ParameterCount(*one), ParameterCount(*prefix_) / 2);
    one->Tensors()[0].tensor.detach().copy_(
        prefix_->Tensors()[0].tensor.slice(1, 16 * layer, 16 * (layer + 1)));
    const auto at = [&](const Method& m, int l) {
      return m.Prefix({kName, l, kOff}, 1);
    };
    EXPECT_FALSE(at(*one, 1 - layer).has_value());
    EXPECT_TRUE(at(*one, layer)->key.equal(at(*prefix_, layer)->key));
    EXPECT_TRUE(at(*one, layer)->value.equal(at(*prefix_, layer)->value));
    EXPECT_FALSE(at(*one, -1).has_value());
  }
}

TEST_F(PrefixTuningTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *prefix_, 100, 0.1), 0.05);
}

}  // namespace
}  // namespace graft
