#include "peft/mam/mam.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "peft/adapter/parallel_adapter.h"
#include "peft/core/composite.h"
#include "peft/prefix/prefix_tuning.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using testing::Hidden;
using testing::MakeMethod;

const OptionValues kOptions = {{"l", "2"}, {"r", "3"}};

class MamTest : public ::testing::Test {
 protected:
  // Its parts, as CreateMethod makes them from forks of the same stream.
  std::unique_ptr<Method> Part(const std::string& slug, const OptionValues& options) {
    return *CreateMethod(slug, options, trunk_.info(),
                         RandomStream(1, "init").Fork(slug));
  }

  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> mam_ = MakeMethod("mam", kOptions, trunk_);
};

TEST_F(MamTest, RejectsBadOptions) {
  const auto error = [&](const OptionValues& options) {
    return CreateMethod("mam", options, trunk_.info(), RandomStream(1, "init"))
        .status()
        .ToString();
  };
  EXPECT_NE(error({{"l", "0"}}).find("l=0"), std::string::npos);
  EXPECT_NE(error({{"r", "0"}}).find("r=0: expected 1 … 65536"), std::string::npos);
  EXPECT_NE(error({{"s", "nan"}}).find("s=nan: expected a finite number"),
            std::string::npos);
  EXPECT_NE(error({{"at", "ffn"}}).find("unknown option at"), std::string::npos);
}

TEST_F(MamTest, HasThePapersDefaults) {
  const MamConfig config;
  EXPECT_EQ(config.l, 30);
  EXPECT_EQ(config.r, 512);
  EXPECT_EQ(config.s, 4);
}

TEST_F(MamTest, StartsAsItsPrefixBitForBit) {
  const auto prefix = Part("prefix", {{"l", "2"}});
  EXPECT_TRUE(Hidden(trunk_, *mam_).equal(Hidden(trunk_, *prefix)));
}

TEST_F(MamTest, CountsTheFormulaOfItsCard) {
  EXPECT_EQ(ParameterCount(*mam_), 2 * (2 * 2 * 8 + 2 * 3 * 8 + 3 + 8));
}

TEST_F(MamTest, IsPrefixTuningAndTheScaledParallelAdapterBitForBit) {
  std::vector<std::unique_ptr<Method>> parts;
  parts.push_back(Part("prefix", {{"l", "2"}}));
  parts.push_back(Part("scaled_parallel_adapter", {{"r", "3"}, {"s", "4"}}));
  const Composite both(std::move(parts));
  testing::Randomise(both.Tensors(), 1);
  testing::Randomise(mam_->Tensors(), 1);
  const at::Tensor a = Hidden(trunk_, *mam_), b = Hidden(trunk_, both);
  EXPECT_TRUE(a.equal(b));
  a.square().sum().backward();
  b.square().sum().backward();
  ASSERT_EQ(mam_->Tensors().size(), both.Tensors().size());
  for (size_t i = 0; i < both.Tensors().size(); ++i) {
    EXPECT_EQ(mam_->Tensors()[i].name, both.Tensors()[i].name);
    EXPECT_TRUE(
        mam_->Tensors()[i].tensor.grad().equal(both.Tensors()[i].tensor.grad()));
  }
}

TEST_F(MamTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const char* width : {"0", "5"}) {
    const auto mam = MakeMethod(
        "mam", {{"l", "2"}, {"r", "3"}, {"mlp", width}, {"dropout", "0.2"}}, trunk_);
    for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
      const auto agreement = testing::CheckMethodGradient(trunk_, *mam, dropout);
      EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
    }
  }
}

TEST_F(MamTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *mam_, 60, 0.05), 0.05);
}

}  // namespace
}  // namespace graft
