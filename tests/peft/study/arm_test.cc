#include "peft/study/arm.h"

#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

TEST(Arm, OfOnePartIsTheMethodItself) {
  const Bert trunk = testing::TinyBert();
  const RandomStream init(1, "init");
  const Arm arm = {"a", {{"lora", {{"r", "2"}}}}, {1e-3}};
  const auto made = CreateArm(arm, trunk.info(), init);
  ASSERT_TRUE(made.ok()) << made.status();
  const auto method =
      CreateMethod("lora", {{"r", "2"}}, trunk.info(), init.Fork("lora"));
  for (size_t i = 0; i < (*method)->Tensors().size(); ++i)
    EXPECT_TRUE((*made)->Tensors()[i].tensor.equal((*method)->Tensors()[i].tensor));
}

TEST(Arm, OfTwoPartsHasTheTensorsOfBoth) {
  const Bert trunk = testing::TinyBert();
  const Arm arm = {"a", {{"lora", {{"r", "2"}}}, {"bitfit", {}}}, {1e-3}};
  const auto made = CreateArm(arm, trunk.info(), RandomStream(1, "init"));
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(ParameterCount(**made),
            ParameterCount(*testing::MakeMethod("lora", {{"r", "2"}}, trunk)) +
                ParameterCount(*testing::MakeMethod("bitfit", {}, trunk)));
}

TEST(Arm, ConfigNamesMethodsAndOptions) {
  const Arm arm = {"a", {{"lora", {{"r", "2"}}}}, {1e-3}};
  EXPECT_EQ(DumpJson(ArmConfig(arm)),
            R"({"parts":[{"method":"lora","options":{"r":"2"}}]})");
}

}  // namespace
}  // namespace graft
