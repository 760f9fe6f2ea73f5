#include "peft/prompt/prompt_tuning.h"

#include <gtest/gtest.h>

#include <set>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/testing/twin_check.h"
#include "tests/peft/method_checks.h"
#include "tests/peft/prompt/prompt_tuning_ref.h"

namespace graft {
namespace {

using testing::MakeMethod;
using testing::RelativeDistance;

const char kWords[] = "embeddings.word_embeddings.weight";

class PromptTuningTest : public ::testing::Test {
 protected:
  std::string Error(const OptionValues& options) const {
    return CreateMethod("prompt_tuning", options, trunk_.info(),
                        RandomStream(1, "init"))
        .status()
        .ToString();
  }
  const Bert trunk_ = testing::TinyBert();
  const std::unique_ptr<Method> prompt_ =
      MakeMethod("prompt_tuning", {{"l", "3"}}, trunk_);
};

TEST_F(PromptTuningTest, RejectsBadOptions) {
  EXPECT_EQ(
      Error({{"l", "32"}}),
      "INVALID_ARGUMENT: method prompt_tuning: l=32: expected 1 … 31, so that a text "
      "finds room in the trunk's 32 positions");
  EXPECT_EQ(Error({{"l", "31"}}), "OK");
  EXPECT_NE(Error({{"l", "0"}}).find("expected 1 … 31"), std::string::npos);
  EXPECT_NE(Error({{"init", "text"}}).find("expected random or vocab"),
            std::string::npos);
  for (const char* sigma : {"nan", "inf"})
    EXPECT_NE(Error({{"init_sigma", sigma}}).find("expected a finite number above 0"),
              std::string::npos);
  EXPECT_NE(Error({{"init", "vocab"}})
                .find("20 words of 5000 from id 1996 on are not to be had from a "
                      "vocabulary of 20"),
            std::string::npos);
  for (const char* from : {"-1", "-9223372036854775808", "9223372036854775807"})
    EXPECT_NE(Error({{"init", "vocab"}, {"pool_from", from}}).find("not to be had"),
              std::string::npos);
}

TEST_F(PromptTuningTest, AddsItsTokensInFrontOfEverySequence) {
  EXPECT_EQ(ParameterCount(*prompt_), 3 * 8);
  const Dropout off;
  const std::string name = "embeddings";
  const Ragged words{testing::RandomTensor({5, 8}, 1), {0, 4, 5}};
  const Ragged out = prompt_->Embed({name, -1, off}, words);
  EXPECT_EQ(out.starts, std::vector<int64_t>({0, 7, 11}));
  EXPECT_EQ(out.prompt, 3);
  const at::Tensor p = prompt_->Tensors()[0].tensor;
  EXPECT_TRUE(out.rows.equal(
      at::cat({p, words.rows.slice(0, 0, 4), p, words.rows.slice(0, 4, 5)})));
}

TEST_F(PromptTuningTest, AgreesWithItsTwinInValueAndGradient) {
  const Dropout off;
  const std::string name = "embeddings";
  const std::vector<int64_t> starts = {0, 4, 5};
  const at::Tensor words = testing::RandomTensor({5, 8}, 1).requires_grad_();
  std::vector<NamedTensor> all = prompt_->Tensors();
  all.push_back({"words", words});
  testing::ExpectEqualToTwin(
      [&] {
        return prompt_->Embed({name, -1, off}, {words, starts}).rows;
      },
      all, [&](const auto& p) { return ref::Prompted(p[0], p[1], starts, 8); });
}

TEST_F(PromptTuningTest, DrawsDifferentCommonWordsFromTheVocabulary) {
  const auto drawn = MakeMethod(
      "prompt_tuning",
      {{"l", "6"}, {"init", "vocab"}, {"pool_from", "5"}, {"pool", "6"}}, trunk_);
  const at::Tensor p = drawn->Tensors()[0].tensor,
                   words = trunk_.info().weights.at(kWords);
  std::set<int64_t> ids;
  for (int64_t j = 0; j < 6; ++j)
    for (int64_t id = 0; id < words.size(0); ++id)
      if (p[j].equal(words[id])) ids.insert(id);
  EXPECT_EQ(ids, std::set<int64_t>({5, 6, 7, 8, 9, 10}));
}

// Words are prompts that are not trained: the same rows in front give the same states. The
// prompt has token type 0, as the words here.
TEST_F(PromptTuningTest, EqualsRealWordsOfTheSameEmbeddings) {
  const TokenBatch with =
      MakeBatch({{{4, 9, 6, 2, 7, 3, 11, 19}, {0, 0, 0, 0, 0, 0, 1, 1}},
                 {{4, 9, 6, 2}, {0, 0, 0, 0}},
                 {{4, 9, 6, 2, 5, 13}, {0, 0, 0, 0, 0, 0}}});
  {
    const NoGrad no_grad;
    prompt_->Tensors()[0].tensor.copy_(trunk_.info().weights.at(kWords).index_select(
        0, at::tensor({4, 9, 6}, at::kLong)));
  }
  const at::Tensor want = trunk_.Forward(with, Graft(), {}).rows;
  EXPECT_TRUE(testing::Hidden(trunk_, *prompt_).equal(want));
}

TEST_F(PromptTuningTest, DifferentiatesThroughTheTrunkAndItsDropout) {
  for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
    const auto agreement = testing::CheckMethodGradient(trunk_, *prompt_, dropout);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// A prompt cannot turn the states of so small a trunk at will; it removes two thirds of the
// loss, from 5.8.
TEST_F(PromptTuningTest, LearnsATinyTaskAsFarAsTheTrunkLetsIt) {
  const auto longer = MakeMethod("prompt_tuning", {{"l", "16"}}, trunk_);
  EXPECT_LT(testing::LossAfter(trunk_, *longer, 100, 0.1), 2);
}

}  // namespace
}  // namespace graft
