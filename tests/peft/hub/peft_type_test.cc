#include "peft/hub/peft_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class PeftTypeTest : public ::testing::Test {
 protected:
  std::string Name(const char* type, const OptionValues& options,
                   const std::string& ours) const {
    return PeftTensorName(**FindPeftType(type), options, base_, ours).value();
  }
  OptionValues Read(const char* type, const Json& json) const {
    const auto options = (*FindPeftType(type))->read(json, base_);
    EXPECT_TRUE(options.ok()) << options.status();
    return *options;
  }
  Json Write(const char* type, const OptionValues& options) const {
    const auto json = (*FindPeftType(type))->write(options, base_);
    EXPECT_TRUE(json.ok()) << json.status();
    return *json;
  }
  const Bert trunk_ = testing::TinyBert();
  const PeftBase base_{trunk_, "bert."};
};

TEST_F(PeftTypeTest, NamesTensorsAsPeftDoes) {
  const OptionValues lora = {{"targets", "query"}, {"bias", "all"}};
  const std::string query = "encoder.layer.0.attention.self.query",
                    prefix = "base_model.model.bert.";
  EXPECT_EQ(Name("LORA", lora, query + ".lora_A.weight"),
            prefix + query + ".lora_A.weight");
  EXPECT_EQ(Name("LORA", lora, query + ".bias"), prefix + query + ".base_layer.bias");
  EXPECT_EQ(Name("LORA", lora, "pooler.dense.bias"), prefix + "pooler.dense.bias");
  EXPECT_EQ(Name("LN_TUNING", {}, "embeddings.LayerNorm.bias"),
            prefix + "embeddings.LayerNorm.ln_tuning_layers.bias");
  EXPECT_EQ(Name("IA3", {}, "classifier.bias"), "base_model.model.classifier.bias");
  EXPECT_EQ(Name("P_TUNING", {}, "classifier.bias"), "base_model.classifier.bias");
  EXPECT_EQ(Name("PREFIX_TUNING", {}, "prompt_embeddings"), "prompt_embeddings");
  EXPECT_EQ(Name("PREFIX_TUNING", {}, "pooler.dense.bias"),
            "base_model.bert.pooler.dense.bias");
}

TEST_F(PeftTypeTest, ReadsPeftsDefaults) {
  const OptionValues lora = Read("LORA", Json::object());
  EXPECT_EQ(lora.at("r"), "8");
  EXPECT_EQ(lora.at("alpha"), "8");
  EXPECT_THAT(lora.at("targets"), HasSubstr("layer.1.attention.self.value"));
  const OptionValues ia3 = Read("IA3", Json::object());
  EXPECT_THAT(ia3.at("inputs"), HasSubstr("encoder.layer.0.attention.output.dense"));
}

TEST_F(PeftTypeTest, SpellsPatternsOut) {
  const OptionValues options =
      Read("LORA", {{"target_modules", {"query", "dense"}},
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
TEST_F(PeftTypeTest, WritesTargets) {
  EXPECT_EQ(Write("LORA", {{"targets", "query,value"}})["target_modules"],
            Json({"query", "value"}));
  EXPECT_EQ(Write("LORA", {{"targets", "output.dense"}})["target_modules"],
            Json({"encoder.layer.0.output.dense", "encoder.layer.1.output.dense"}));
  const Json lora = Write("LORA", {{"targets", "key"},
                                   {"r", "4"},
                                   {"rank_pattern", "layer.0.attention.self.key:2"}});
  EXPECT_EQ(lora["rank_pattern"], Json({{"encoder.layer.0.attention.self.key", 2}}));
  const Json ia3 = Write("IA3", {{"targets", "key"}, {"inputs", ""}});
  EXPECT_EQ(ia3["target_modules"], Json::array({"key"}));
  EXPECT_EQ(ia3["feedforward_modules"], Json::array());
  EXPECT_EQ(Write("LN_TUNING", {})["target_modules"].size(), 5);
}

TEST_F(PeftTypeTest, AMethodIsWrittenAsItsOwnType) {
  EXPECT_STREQ((*PeftTypeOfMethod("p_tuning"))->name, "P_TUNING");
  EXPECT_STREQ((*PeftTypeOfMethod("prompt_tuning"))->name, "PROMPT_TUNING");
  EXPECT_THAT(PeftTypeOfMethod("mam").status().ToString(),
              HasSubstr("method mam has no counterpart"));
}

TEST_F(PeftTypeTest, ReadsWhatTheHeadReads) {
  HfConfig bert, roberta;
  roberta.model_type = "roberta";
  const PeftType &lora = **FindPeftType("LORA"), &prompt = **FindPeftType("P_TUNING");
  EXPECT_EQ(*PeftPooling(lora, bert), Pooling::kPooler);
  EXPECT_EQ(*PeftPooling(prompt, bert), Pooling::kFirst);
  EXPECT_EQ(*PeftPooling(lora, roberta), Pooling::kDense);
  EXPECT_THAT(PeftPooling(prompt, roberta).status().ToString(),
              HasSubstr("P_TUNING on a roberta"));
}

TEST_F(PeftTypeTest, TakesUnknownKeysAtRestOnly) {
  const PeftType& lora = **FindPeftType("LORA");
  for (const Json& rest :
       {Json(), Json(false), Json::object(), Json::array(), Json("")})
    EXPECT_TRUE(CheckPeftKeys(lora, {{"peft_type", "LORA"}, {"new", rest}}).ok())
        << rest;
  for (const Json& set : {Json(true), Json(0), Json("x"), Json({1})})
    EXPECT_FALSE(CheckPeftKeys(lora, {{"new", set}}).ok()) << set;
}

}  // namespace
}  // namespace graft
