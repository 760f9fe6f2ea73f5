#include "peft/hub/adapterhub_head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::HasSubstr;

class AdapterHubHeadTest : public ::testing::Test {
 protected:
  AdapterHubHeadTest() { roberta_.model_type = "roberta"; }
  Json Write(Pooling pooling, const HfConfig& model) const {
    return WriteAdapterHubHead({.labels = {"no", "yes"}, .pooling = pooling}, model,
                               "mine");
  }
  GraftConfig Read(const Json& json, const HfConfig& model) const {
    GraftConfig config;
    const absl::Status status = ReadAdapterHubHead(json, model, &config);
    EXPECT_TRUE(status.ok()) << status;
    return config;
  }
  std::string ErrorOf(const Json& json) const {
    GraftConfig config;
    return ReadAdapterHubHead(json, bert_, &config).ToString();
  }
  HfConfig bert_, roberta_;
};

TEST_F(AdapterHubHeadTest, IsHfsOrAnAdapterModels) {
  const Json usual = Write(Pooling::kPooler, bert_),
             flex = Write(Pooling::kDense, bert_),
             roberta = Write(Pooling::kDense, roberta_);
  EXPECT_EQ(usual["model_class"], "BertForSequenceClassification");
  EXPECT_EQ(flex["model_class"], "BertAdapterModel");
  EXPECT_EQ(flex["name"], "mine");
  EXPECT_EQ(roberta["model_class"], "RobertaForSequenceClassification");
  EXPECT_TRUE(IsFlex(flex));
  EXPECT_FALSE(IsFlex(usual) || IsFlex(roberta));
  EXPECT_EQ(Read(usual, bert_).pooling, Pooling::kPooler);
  EXPECT_EQ(Read(flex, bert_).pooling, Pooling::kDense);
  EXPECT_EQ(Read(roberta, roberta_).pooling, Pooling::kDense);
  for (const Json& head : {usual, flex, roberta})
    EXPECT_EQ(Read(head, bert_).labels, (std::vector<std::string>{"no", "yes"}));
}

TEST_F(AdapterHubHeadTest, NamesItsTensors) {
  EXPECT_EQ(AdapterHubHeadKey("classifier.weight", "mine", false), "classifier.weight");
  EXPECT_EQ(AdapterHubHeadKey("classifier.dense.weight", "mine", true),
            "heads.mine.1.weight");
  EXPECT_EQ(AdapterHubHeadKey("classifier.out_proj.bias", "mine", true),
            "heads.mine.4.bias");
}

TEST_F(AdapterHubHeadTest, RefusesOtherHeadsAndLabelsThatAreNotNumbered) {
  Json head = Write(Pooling::kDense, bert_);
  head["config"]["layers"] = 1;
  EXPECT_THAT(ErrorOf(head), HasSubstr("key \"config.layers\": expected 2"));
  head = Write(Pooling::kPooler, bert_);
  for (const Json& labels : {Json{{"a", 0}}, Json{{"a", 0}, {"b", 0}},
                             Json{{"a", 0}, {"b", 2}}, Json{{"a", 0}, {"b", "1"}}}) {
    head["label2id"] = labels;
    EXPECT_THAT(ErrorOf(head), HasSubstr("label2id"));
  }
}

}  // namespace
}  // namespace graft
