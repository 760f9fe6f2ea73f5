#include "peft/prompt/p_tuning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/bi_lstm_ref.h"
#include "tests/peft/method_checks.h"
#include "tests/peft/prompt/p_tuning_ref.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using testing::MakeMethod;

constexpr int kTokens = 3, kChannels = 8, kHidden = 4;
const OptionValues kMlp = {{"l", "3"}, {"hidden", "4"}};
const OptionValues kLstm = {
    {"l", "3"}, {"hidden", "4"}, {"encoder", "lstm"}, {"layers", "2"}};

class PTuningTest : public ::testing::Test {
 protected:
  // What stands in front of a text of no word.
  static at::Tensor Prompt(const Method& method) {
    const std::string name = "embeddings";
    const Dropout off;
    return method
        .Embed({name, -1, off}, {at::zeros({0, kChannels}, at::kDouble), {0, 0}})
        .rows;
  }
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> mlp_ = MakeMethod("p_tuning", kMlp, trunk_);
  const std::unique_ptr<Method> lstm_ = MakeMethod("p_tuning", kLstm, trunk_);
};

TEST_F(PTuningTest, RejectsBadOptions) {
  const std::pair<OptionValues, const char*> wrong[] = {
      {{{"l", "0"}}, "l=0: expected 1 … 31"},
      {{{"l", "32"}}, "l=32: expected 1 … 31"},
      {{{"encoder", "gru"}}, "encoder=gru: expected mlp or lstm"},
      {{{"hidden", "0"}}, "hidden=0: expected 1 … 65536"},
      {{{"hidden", "1000000000"}}, "expected 1 … 65536"},
      {{{"layers", "17"}}, "layers=17: expected 1 … 16"},
      {{{"dropout", "1"}}, "expected [0, 1)"},
      {{{"init_sigma", "nan"}}, "expected a finite number above 0"}};
  for (const auto& [options, message] : wrong)
    EXPECT_THAT(
        CreateMethod("p_tuning", options, trunk_.info(), RandomStream(1, "init"))
            .status()
            .ToString(),
        HasSubstr(message));
}

TEST_F(PTuningTest, CountsItsEncoderToo) {
  const int c = kChannels, h = kHidden;
  EXPECT_EQ(ParameterCount(*mlp_),
            kTokens * c + h * (c + 1) + h * (h + 1) + c * (h + 1));
  // Both directions: 4h rows over the input, h states and two biases.
  const int lstm = 2 * 4 * h * (c + h + 2) + 2 * 4 * h * (2 * h + h + 2);
  EXPECT_EQ(ParameterCount(*lstm_),
            kTokens * c + lstm + 2 * h * (2 * h + 1) + c * (2 * h + 1));
}

TEST_F(PTuningTest, TheMlpAgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(mlp_->Tensors(), 1);
  testing::ExpectEqualToTwin(
      [&] { return Prompt(*mlp_); }, mlp_->Tensors(),
      [](const auto& p) { return ref::Mlp(p[0], &p[1], 3, kChannels); });
}

TEST_F(PTuningTest, TheLstmAgreesWithItsTwinInValueAndGradient) {
  testing::Randomise(lstm_->Tensors(), 1);
  testing::ExpectEqualToTwin(
      [&] { return Prompt(*lstm_); }, lstm_->Tensors(),
      [](const auto& p) {
        const auto first = ref::BiLstm(p[0], &p[1], kChannels, kHidden);
        const auto second = ref::BiLstm(first, &p[9], 2 * kHidden, kHidden);
        return ref::Mlp(second, &p[17], 2, 2 * kHidden);
      });
}

TEST_F(PTuningTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  OptionValues options = kLstm;
  options["dropout"] = "0.2";
  const auto dropped = MakeMethod("p_tuning", options, trunk_);
  for (const Method* method : {mlp_.get(), dropped.get()})
    for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
      const auto agreement = testing::CheckMethodGradient(trunk_, *method, dropout);
      EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
    }
}

// What it exports is a prompt of prompt tuning's: the trunk does the same with it, to the bit.
TEST_F(PTuningTest, EqualsPromptTuningOfWhatItExports) {
  const NoGrad no_grad;
  const auto flat = MakeMethod("prompt_tuning", {{"l", "3"}}, trunk_);
  for (const Method* method : {mlp_.get(), lstm_.get()}) {
    const std::vector<NamedTensor> exported = method->Exported();
    ASSERT_EQ(exported.size(), 1);
    EXPECT_EQ(exported[0].name, flat->Tensors()[0].name);
    flat->Tensors()[0].tensor.copy_(exported[0].tensor);
    EXPECT_TRUE(testing::Hidden(trunk_, *method).equal(testing::Hidden(trunk_, *flat)));
  }
}

// A prompt steers the tiny trunk only so far: from a loss of 5.8, as prompt tuning.
TEST_F(PTuningTest, LearnsATinyTaskAsFarAsTheTrunkLetsIt) {
  for (const char* encoder : {"mlp", "lstm"}) {
    const auto longer = MakeMethod(
        "p_tuning", {{"l", "16"}, {"hidden", "16"}, {"encoder", encoder}}, trunk_);
    EXPECT_LT(testing::LossAfter(trunk_, *longer, 100, 0.03), 3) << encoder;
  }
}

}  // namespace
}  // namespace graft
