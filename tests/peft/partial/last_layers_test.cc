#include "peft/partial/last_layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class LastLayersTest : public ::testing::Test {
 protected:
  std::unique_ptr<Method> Make(const std::string& layers) const {
    return testing::MakeMethod("last_layers", {{"layers", layers}}, trunk_);
  }
  const Bert trunk_ = testing::TinyBert();
};

TEST_F(LastLayersTest, RejectsMoreLayersThanThereAre) {
  for (const char* layers : {"0", "3"})
    EXPECT_THAT(CreateMethod("last_layers", {{"layers", layers}}, trunk_.info(),
                             RandomStream(1, ""))
                    .status()
                    .ToString(),
                HasSubstr(StrCat("layers=", layers, ": expected 1 … 2")));
}

TEST_F(LastLayersTest, StartsAsTheTrunkToTheBit) {
  EXPECT_TRUE(
      testing::Hidden(trunk_, *Make("1")).equal(testing::Hidden(trunk_, Graft())));
}

TEST_F(LastLayersTest, OwnsTheLayersFromTheLastDown) {
  int64_t last = 0;
  for (const auto& [name, theta] : trunk_.info().weights)
    if (name.starts_with("encoder.layer.1.")) last += theta.numel();
  EXPECT_EQ(ParameterCount(*Make("1")), last);
  EXPECT_EQ(ParameterCount(*Make("2")), 2 * last);
  for (const NamedTensor& t : Make("1")->Tensors())
    EXPECT_TRUE(t.name.starts_with("encoder.layer.1.")) << t.name;
}

TEST_F(LastLayersTest, Differentiates) {
  const auto agreement = testing::CheckMethodGradient(trunk_, *Make("1"));
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST_F(LastLayersTest, MergedEqualsUnmerged) {
  const auto method = Make("1");
  testing::Randomise(method->Tensors(), 1, 0.3);
  const auto merged = Bert::Create(
      trunk_.config(), MergedWeights(*method, trunk_.info().weights), at::kDouble);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_TRUE(
      testing::Hidden(*merged, Graft()).equal(testing::Hidden(trunk_, *method)));
}

TEST_F(LastLayersTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *Make("1"), 30, 0.02), 0.05);
}

}  // namespace
}  // namespace graft
