#include "peft/hub/peft_modules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class PeftModulesTest : public ::testing::Test {
 protected:
  OptionValues Read(decltype(&ReadPeftLora) read, const Json& json) const {
    const auto options = read(json, base_);
    EXPECT_TRUE(options.ok()) << options.status();
    return *options;
  }
  Json Write(decltype(&WritePeftLora) write, const OptionValues& options) const {
    const auto json = write(options, base_);
    EXPECT_TRUE(json.ok()) << json.status();
    return *json;
  }
  const Bert trunk_ = testing::TinyBert();
  const PeftBase base_{trunk_, "bert."};
};

TEST_F(PeftModulesTest, ReadsPeftsDefaults) {
  const OptionValues lora = Read(ReadPeftLora, Json::object());
  EXPECT_EQ(lora.at("r"), "8");
  EXPECT_EQ(lora.at("alpha"), "8");
  EXPECT_THAT(lora.at("targets"), HasSubstr("layer.1.attention.self.value"));
  const OptionValues ia3 = Read(ReadPeftIa3, Json::object());
  EXPECT_THAT(ia3.at("inputs"), HasSubstr("encoder.layer.0.attention.output.dense"));
}

TEST_F(PeftModulesTest, SpellsPatternsOut) {
  const OptionValues options =
      Read(ReadPeftLora, {{"target_modules", {"query", "dense"}},
                          {"r", 2},
                          {"rank_pattern", {{"^bert.*0.*query", 1}, {"query", 3}}},
                          {"alpha_pattern", {{"layer.1.output.dense", 0.5}}}});
  EXPECT_EQ(options.at("rank_pattern"),
            "encoder.layer.0.attention.self.query:1,encoder.layer.1.attention.self."
            "query:3");
  EXPECT_EQ(options.at("alpha_pattern"), "encoder.layer.1.output.dense:0.5");
  EXPECT_THAT(options.at("targets"), HasSubstr("pooler.dense"));
}

// Short where PEFT means the same by it, whole names where it does not.
TEST_F(PeftModulesTest, WritesTargets) {
  EXPECT_EQ(Write(WritePeftLora, {{"targets", "query,value"}})["target_modules"],
            Json({"query", "value"}));
  EXPECT_EQ(Write(WritePeftLora, {{"targets", "output.dense"}})["target_modules"],
            Json({"encoder.layer.0.output.dense", "encoder.layer.1.output.dense"}));
  const Json lora =
      Write(WritePeftLora, {{"targets", "key"},
                            {"r", "4"},
                            {"rank_pattern", "layer.0.attention.self.key:2"}});
  EXPECT_EQ(lora["rank_pattern"], Json({{"encoder.layer.0.attention.self.key", 2}}));
  const Json ia3 = Write(WritePeftIa3, {{"targets", "key"}, {"inputs", ""}});
  EXPECT_EQ(ia3["target_modules"], Json::array({"key"}));
  EXPECT_EQ(ia3["feedforward_modules"], Json::array());
  EXPECT_EQ(Write(WritePeftLayerNorm, {})["target_modules"].size(), 5);
}

TEST_F(PeftModulesTest, NamesTheKeyThatIsWrong) {
  const std::pair<Json, const char*> wrong[] = {
      {{{"r", "8"}}, "key \"r\""},
      {{{"rank_pattern", {1}}}, "rank_pattern"},
      {{{"rank_pattern", {{"query", "1"}}}}, "rank_pattern"},
      {{{"init_lora_weights", "olora"}}, "init_lora_weights"},
      {{{"target_modules", {"none"}}}, "target_modules"}};
  for (const auto& [json, message] : wrong)
    EXPECT_THAT(ReadPeftLora(json, base_).status().ToString(), HasSubstr(message));
}

}  // namespace
}  // namespace graft
