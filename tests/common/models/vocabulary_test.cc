#include "common/models/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/text/wordpiece.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

TEST(Vocabulary, EveryTokenNeedsAnEmbedding) {
  const WordPiece tokenizer =
      WordPiece::Create(Vocab::Parse("[UNK]\n[CLS]\n[SEP]\na\n", "v").value(), "v")
          .value();
  HfConfig config;
  config.vocab_size = 4;
  EXPECT_TRUE(CheckVocabulary(tokenizer, config).ok());
  config.vocab_size = 3;
  EXPECT_THAT(
      std::string(CheckVocabulary(tokenizer, config).message()),
      HasSubstr("the vocabulary has 4 tokens, but the model has embeddings for 3"));
}

TEST(Vocabulary, PairsNeedTwoTypes) {
  HfConfig config;
  EXPECT_TRUE(CheckPairs(config).ok());
  config.type_vocab_size = 1;
  EXPECT_THAT(std::string(CheckPairs(config).message()),
              HasSubstr("single texts only (type_vocab_size 1)"));
  config.model_type = "roberta";
  EXPECT_TRUE(CheckPairs(config).ok());
}

}  // namespace
}  // namespace graft
