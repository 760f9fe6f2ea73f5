#include "peft/prefix/gated_prefix.h"

#include <gtest/gtest.h>

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
using testing::RelativeDistance;
using testing::Values;

constexpr ref::PrefixShape kShape = {
    .tokens = 4, .length = 3, .layers = 2, .heads = 2, .size = 4};
const std::string kName = "encoder.layer.1.attention.self";
const Dropout kOff;

class GatedPrefixTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();
};

TEST_F(GatedPrefixTest, RejectsBadOptions) {
  const auto made = CreateMethod("gated_prefix", {{"l", "-1"}}, trunk_.info(),
                                 RandomStream(1, "init"));
  EXPECT_EQ(made.status().ToString(),
            "INVALID_ARGUMENT: method gated_prefix: l=-1: expected 1 … 65536");
}

TEST_F(GatedPrefixTest, CountsAndStartsAsPrefixTuning) {
  const auto gated = MakeMethod("gated_prefix", {{"l", "3"}}, trunk_),
             prefix = MakeMethod("prefix", {{"l", "3"}}, trunk_);
  EXPECT_EQ(ParameterCount(*gated), ParameterCount(*prefix));
  EXPECT_TRUE(gated->Tensors()[0].tensor.equal(prefix->Tensors()[0].tensor));
}

// The identity of the paper's section 3.1: concatenated keys and values are a gated sum.
TEST_F(GatedPrefixTest, IsPrefixTuningInValueAndGradient) {
  for (const char* mlp : {"0", "5"}) {
    const OptionValues options = {{"l", "3"}, {"mlp", mlp}};
    const auto gated = MakeMethod("gated_prefix", options, trunk_),
               prefix = MakeMethod("prefix", options, trunk_);
    testing::Randomise(gated->Tensors(), 4);
    testing::Randomise(prefix->Tensors(), 4);
    const at::Tensor one = testing::Hidden(trunk_, *gated),
                     two = testing::Hidden(trunk_, *prefix);
    EXPECT_LT(RelativeDistance(one, two), testing::Rounding(at::kDouble));
    EXPECT_FALSE(one.equal(two));  // two roads were taken
    const at::Tensor weight = RandomTensor(one.sizes().vec(), 5);
    (one.square() * weight).sum().backward();
    (two.square() * weight).sum().backward();
    for (size_t i = 0; i < gated->Tensors().size(); ++i) {
      const NamedTensor a = gated->Tensors()[i], b = prefix->Tensors()[i];
      EXPECT_LT(RelativeDistance(a.tensor.grad(), b.tensor.grad()),
                testing::Rounding(at::kDouble))
          << a.name;
    }
  }
}

class Ungated : public GatedPrefixTest {
 protected:
  at::Tensor Heads() const {
    const AttentionOutput own = RaggedAttention(q_, k_, v_, {0, 4}, 2, {}, {});
    return ungated_->AfterAttention({kName, 1, kOff}, {q_, own.log_sum_exp, 2},
                                    own.context);
  }
  template <class T>
  std::vector<T> Twin(const std::vector<T>& table) const {
    const auto attend = [&](bool prefix) {
      return ref::Attend(Values<T>(q_), Values<T>(k_), Values<T>(v_), table, kShape, 1,
                         prefix, !prefix);
    };
    std::vector<T> sum = attend(true);
    const std::vector<T> own = attend(false);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += own[i];
    return sum;
  }
  const std::unique_ptr<Method> ungated_ =
      MakeMethod("gated_prefix", {{"l", "3"}, {"gate", "false"}}, trunk_);
  const at::Tensor q_ = RandomTensor({4, 8}, 1), k_ = RandomTensor({4, 8}, 2),
                   v_ = RandomTensor({4, 8}, 3);
};

// As in prefix_tuning_test.cc: weights, their sums and the means are good to 5 ε each.
TEST_F(Ungated, AgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(ungated_->Tensors(), 4);
  testing::ExpectEqualToTwin([&] { return Heads(); }, ungated_->Tensors(),
                             [&](const auto& p) { return Twin(p[0]); }, 40 * 0x1p-52);
}

TEST_F(GatedPrefixTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const char* gate : {"true", "false"}) {
    const auto gated = MakeMethod(
        "gated_prefix", {{"l", "3"}, {"gate", gate}, {"dropout", "0.2"}}, trunk_);
    for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
      const auto agreement = testing::CheckMethodGradient(trunk_, *gated, dropout, 0.5);
      EXPECT_TRUE(testing::Agrees(agreement)) << "gate=" << gate << ": " << agreement;
    }
  }
}

TEST_F(GatedPrefixTest, LearnsATinyTask) {
  for (const char* gate : {"true", "false"}) {
    const auto gated = MakeMethod("gated_prefix", {{"l", "3"}, {"gate", gate}}, trunk_);
    EXPECT_LT(testing::LossAfter(trunk_, *gated, 100, 0.1), 0.05) << gate;
  }
}

}  // namespace
}  // namespace graft
