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

TEST_F(PeftTypeTest, AMethodIsWrittenAsItsOwnType) {
  EXPECT_STREQ((*PeftTypeOfMethod("p_tuning"))->name, "P_TUNING");
  EXPECT_STREQ((*PeftTypeOfMethod("prompt_tuning"))->name, "PROMPT_TUNING");
  EXPECT_THAT(PeftTypeOfMethod("mam").status().ToString(),
              HasSubstr("method mam has no counterpart"));
}

TEST_F(PeftTypeTest, EachTypeReadsAndWritesItsOwnSettings) {
  for (const char* name :
       {"LORA", "IA3", "LN_TUNING", "PREFIX_TUNING", "PROMPT_TUNING", "P_TUNING"}) {
    const PeftType& type = **FindPeftType(name);
    const auto options = type.read({{"num_virtual_tokens", 3}}, base_);
    ASSERT_TRUE(options.ok()) << name << options.status();
    if (type.slug != std::string_view(type.written_by)) continue;
    const auto json = type.write(*options, base_);
    ASSERT_TRUE(json.ok()) << name << json.status();
    EXPECT_TRUE(CheckPeftKeys(type, *json).ok()) << name;
    EXPECT_EQ(*type.read(*json, base_), *options) << name;
  }
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
