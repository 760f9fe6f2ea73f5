#include "peft/ia3/ia3.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/ia3/ia3_ref.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using testing::MakeMethod;
using testing::RandomTensor;

const std::string kKey = "encoder.layer.0.attention.self.key";
const std::string kDown = "encoder.layer.0.output.dense";
const OptionValues kBoth = {{"targets", "query,key,value,dense"},
                            {"inputs", "output.dense,attention.output.dense"}};
const Dropout kOff;

class Ia3Test : public ::testing::Test {
 protected:
  at::Tensor Scale(const std::string& map) const {
    for (const auto& [name, tensor] : ia3_->Tensors())
      if (name == map + ".ia3_l") return tensor;
    return {};
  }
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> ia3_ = MakeMethod("ia3", {}, trunk_);
};

TEST_F(Ia3Test, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("ia3", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_EQ(
      error({{"targets", "key"}}),
      "INVALID_ARGUMENT: method ia3: inputs: encoder.layer.0.output.dense is none "
      "of the targets; add it to them");
  EXPECT_THAT(error({{"targets", "nothing"}}), HasSubstr("matches no linear map"));
  EXPECT_THAT(error({{"inputs", "nothing"}}), HasSubstr("matches no linear map"));
  EXPECT_EQ(error({{"targets", "key"}, {"inputs", ""}}), "OK");
}

TEST_F(Ia3Test, StartsAsTheTrunkToTheBit) {
  EXPECT_TRUE(testing::Hidden(trunk_, *ia3_).equal(testing::Hidden(trunk_, Graft())));
}

TEST_F(Ia3Test, CountsTwoChannelsAndTheInnerWidthALayer) {
  EXPECT_EQ(ParameterCount(*ia3_), 2 * (2 * 8 + 12));
  EXPECT_EQ(Scale(kKey).sizes(), at::IntArrayRef({8, 1}));
  EXPECT_EQ(Scale(kDown).sizes(), at::IntArrayRef({1, 12}));
}

TEST_F(Ia3Test, AgreesWithItsTwinAtAnOutput) {
  testing::Randomise(ia3_->Tensors(), 1);
  const at::Tensor y = RandomTensor({3, 8}, 2).requires_grad_();
  testing::ExpectEqualToTwin(
      [&] {
        return ia3_->Linear({kKey, 0, kOff}, {}, y);
      },
      {{"l", Scale(kKey)}, {"y", y}},
      [](const auto& p) { return ref::ScaledOutput(p[1], p[0]); });
}

TEST_F(Ia3Test, AgreesWithItsTwinAtAnInput) {
  testing::Randomise(ia3_->Tensors(), 1);
  const at::Tensor x = RandomTensor({3, 12}, 2).requires_grad_(),
                   w = RandomTensor({8, 12}, 3).requires_grad_(),
                   b = RandomTensor({8}, 4).requires_grad_();
  const std::string weight = kDown + ".weight", bias = kDown + ".bias";
  testing::ExpectEqualToTwin(
      [&] {
        const at::Tensor y = at::linear(x, ia3_->Parameter({weight, 0, kOff}, w),
                                        ia3_->Parameter({bias, 0, kOff}, b));
        return ia3_->Linear({kDown, 0, kOff}, x, y);
      },
      {{"x", x}, {"w", w}, {"b", b}, {"l", Scale(kDown)}},
      [](const auto& p) { return ref::ScaledInput(p[0], p[1], p[2], p[3]); });
}

TEST_F(Ia3Test, DifferentiatesThroughTheTrunkAndItsDropout) {
  const auto ia3 = MakeMethod("ia3", kBoth, trunk_);
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *ia3, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// In every map that it may change; conformance_test.cc has the other types.
TEST_F(Ia3Test, MergedEqualsUnmerged) {
  const auto ia3 = MakeMethod("ia3", kBoth, trunk_);
  testing::Randomise(ia3->Tensors(), 1);
  const Weights weights = MergedWeights(*ia3, trunk_.info().weights);
  EXPECT_FALSE(
      weights.at(kKey + ".bias").equal(trunk_.info().weights.at(kKey + ".bias")));
  EXPECT_TRUE(
      weights.at(kDown + ".bias").is_same(trunk_.info().weights.at(kDown + ".bias")));
  const auto merged = Bert::Create(trunk_.config(), weights, at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_LT(testing::RelativeDistance(testing::Hidden(*merged, Graft()),
                                      testing::Hidden(trunk_, *ia3)),
            testing::Rounding(at::kDouble));
}

TEST_F(Ia3Test, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *ia3_, 100, 0.1), 0.1);
}

}  // namespace
}  // namespace graft
