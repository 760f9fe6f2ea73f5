#include "peft/hub/peft_prompts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PeftPromptsTest : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::TinyBert();  // C = 8, 2 layers, H = 2
  const PeftBase base_{trunk_, "bert."};
};

TEST_F(PeftPromptsTest, WriteTheShapeOfTheModelThatTheyWereMadeFor) {
  const Json shape{{"num_virtual_tokens", 3},
                   {"token_dim", 8},
                   {"num_layers", 2},
                   {"num_attention_heads", 2},
                   {"num_transformer_submodules", 1}};
  EXPECT_EQ(*WritePeftPrompt({{"l", "3"}}, base_), shape);
  for (const auto& [key, value] : shape.items()) {
    if (key == "num_virtual_tokens") continue;
    Json other = shape;
    other[key] = 7;
    for (const auto read : {ReadPeftPrompt, ReadPeftPrefix})
      EXPECT_THAT(read(other, base_).status().ToString(),
                  AllOf(HasSubstr(key), HasSubstr("made for another model")));
  }
}

TEST_F(PeftPromptsTest, AreReadWithTheirLength) {
  EXPECT_EQ(ReadPeftPrompt({{"num_virtual_tokens", 3}}, base_)->at("l"), "3");
  const OptionValues prefix = *ReadPeftPrefix({{"num_virtual_tokens", 5}}, base_);
  EXPECT_EQ(prefix.at("l"), "5");
  EXPECT_EQ(prefix.at("shift_positions"), "true");
  EXPECT_THAT(ReadPeftPrompt(Json::object(), base_).status().ToString(),
              HasSubstr("num_virtual_tokens"));
}

TEST_F(PeftPromptsTest, AnEncoderIsWrittenAsItTrained) {
  const Json json = *WritePeftPTuning(
      {{"l", "3"}, {"hidden", "5"}, {"encoder", "lstm"}, {"layers", "2"}}, base_);
  EXPECT_EQ(json["encoder_reparameterization_type"], "LSTM");
  EXPECT_EQ(json["encoder_hidden_size"], 5);
  EXPECT_EQ(json["encoder_num_layers"], 2);
  EXPECT_EQ((*WritePeftPTuning({{"l", "3"}}, base_))["encoder_reparameterization_type"],
            "MLP");
}

TEST_F(PeftPromptsTest, APrefixThatPeftWouldComputeOtherwiseIsNotWritten) {
  EXPECT_THAT(WritePeftPrefix({{"l", "3"}}, base_).status().ToString(),
              HasSubstr("shift_positions=false"));
  const OptionValues shifted = {{"l", "3"}, {"shift_positions", "true"}};
  EXPECT_EQ((*WritePeftPrefix(shifted, base_))["prefix_projection"], false);
  OptionValues some = shifted;
  some["from_layer"] = "1";
  EXPECT_THAT(WritePeftPrefix(some, base_).status().ToString(),
              HasSubstr("every layer a prefix"));
}

}  // namespace
}  // namespace graft
