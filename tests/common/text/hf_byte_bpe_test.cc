#include "common/text/hf_byte_bpe.h"

#include <gmock/gmock.h>

#include <map>

#include "common/testing/temp_folder.h"
#include "tests/common/text/golden_encoding.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kFolder[] = "tests/common/text/testdata/byte_bpe";
const std::string kHostile = "It's  a <mask> naïve 中文 \U0001F600.";

std::string Text(const std::string& file) {
  return ReadFile(StrCat(kFolder, "/", file)).value();
}

// Loads a folder with these files.
absl::StatusOr<ByteBpe> With(const std::map<std::string, std::string>& files) {
  const std::string folder = testing::EmptyFolder();
  for (const auto& [name, text] : files)
    EXPECT_TRUE(WriteFileAtomically(folder + "/" + name, text).ok());
  return LoadByteBpe(folder);
}

std::string ErrorOf(const std::map<std::string, std::string>& files) {
  const auto bpe = With(files);
  return bpe.ok() ? "" : std::string(bpe.status().message());
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  return text.replace(at, from.size(), to);
}

// tokenizer.json with one piece of its text replaced.
std::string TokenizerError(const std::string& from, const std::string& to) {
  return ErrorOf({{"tokenizer.json", Replaced(Text("tokenizer.json"), from, to)}});
}

TEST(HfByteBpe, TheTwoFormsOfAFolderAreTheSame) {
  const auto saved = LoadByteBpe(kFolder);
  const auto plain =
      With({{"vocab.json", Text("vocab.json")}, {"merges.txt", Text("merges.txt")}});
  ASSERT_TRUE(saved.ok()) << saved.status();
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_EQ(saved->vocab_size(), 800);
  EXPECT_EQ(plain->Encode(kHostile).ids, saved->Encode(kHostile).ids);
  EXPECT_EQ(saved->pad_id(), 1);
  EXPECT_EQ(saved->mask_id(), 4);
  EXPECT_EQ(saved->unk_id(), 3);
}

TEST(HfByteBpe, ReadsMergesAsStringsAndAsPairs) {
  auto json = nlohmann::json::parse(Text("tokenizer.json"));
  for (auto& merge : json["model"]["merges"])
    merge = merge.is_array() ? nlohmann::json(merge[0].get<std::string>() + " " +
                                              merge[1].get<std::string>())
                             : merge;
  const auto strings = With({{"tokenizer.json", json.dump()}});
  ASSERT_TRUE(strings.ok()) << strings.status();
  EXPECT_EQ(strings->Encode(kHostile).ids, LoadByteBpe(kFolder)->Encode(kHostile).ids);
}

TEST(HfByteBpe, AnAddedTokenNeedNotBeInTheModelsVocabulary) {
  auto json = nlohmann::json::parse(Text("tokenizer.json"));
  json["model"]["vocab"].erase("<mask>");
  const auto bpe = With({{"tokenizer.json", json.dump()}});
  ASSERT_TRUE(bpe.ok()) << bpe.status();
  EXPECT_EQ(bpe->mask_id(), 4);
}

TEST(HfByteBpe, TheConfigAloneSaysWhetherTextsFollowABlank) {
  const std::string json =
      Replaced(Text("tokenizer.json"), "\"add_prefix_space\": false",
               "\"add_prefix_space\": true");
  const auto first = [&](const std::string& config) {
    const auto bpe =
        With({{"tokenizer.json", json}, {"tokenizer_config.json", config}});
    return bpe->Token(bpe->Encode("the").ids[1]);
  };
  EXPECT_EQ(first("{}"), "t");
  EXPECT_EQ(first(R"({"add_prefix_space":true})"), "\u0120the");
}

TEST(HfByteBpe, RejectsWhatItDoesNotDo) {
  for (const char* json : {R"({"model":null})", R"({"model":{"vocab":null}})"})
    EXPECT_THAT(ErrorOf({{"tokenizer.json", json}}), HasSubstr("tokenizer.json"))
        << json;
  EXPECT_THAT(TokenizerError("\"normalizer\": null", R"("normalizer":{"type":"NFC"})"),
              HasSubstr("tokenizer.json: normalizer is an object"));
  EXPECT_THAT(TokenizerError("\"use_regex\": true", "\"use_regex\": false"),
              HasSubstr("use_regex is false"));
  EXPECT_THAT(TokenizerError("\"BPE\"", "\"Unigram\""), HasSubstr("\"Unigram\""));
  EXPECT_THAT(TokenizerError("\"RobertaProcessing\"", "\"ByteLevel\""),
              HasSubstr("post_processor: type is \"ByteLevel\"; only \"Roberta"));
  EXPECT_THAT(TokenizerError("\"</s>\",\n      2", "\"</s>\",\n      0"),
              HasSubstr("post_processor: sep is"));
  EXPECT_THAT(TokenizerError("\"lstrip\": true", "\"lstrip\": false"),
              HasSubstr("added_tokens: <mask>: lstrip is false"));
  EXPECT_THAT(TokenizerError("\"content\": \"<pad>\"", "\"content\": \"<e1>\""),
              HasSubstr("\"<e1>\" is not one of the special tokens"));
  EXPECT_THAT(ErrorOf({{"tokenizer_config.json", R"({"trim_offsets":false})"}}),
              HasSubstr("tokenizer_config.json: trim_offsets is false"));
  EXPECT_THAT(ErrorOf({{"tokenizer_config.json", R"({"mask_token":"[MASK]"})"}}),
              HasSubstr("mask_token is \"[MASK]\"; only \"<mask>\""));
  EXPECT_THAT(ErrorOf({{"tokenizer_config.json", R"({"sep_token":{"content":"x"}})"}}),
              HasSubstr("sep_token is \"x\""));
}

TEST(HfByteBpe, RejectsMalformedVocabularies) {
  const auto error = [](const std::string& vocab) {
    return ErrorOf({{"vocab.json", vocab}, {"merges.txt", ""}});
  };
  EXPECT_THAT(error("[]"), HasSubstr("vocab.json: expected an object of tokens"));
  EXPECT_THAT(error("{"), HasSubstr("vocab.json"));
  for (const char* wrong :
       {R"({"a":0,"b":0})", R"({"a":0,"b":2})", R"({"a":0,"b":-1})",
        R"({"a":0,"b":"1"})", R"({"a":0,"":1})", R"({"a":0,"b":18446744073709551615})",
        R"({"a":0.0,"b":1})"})
    EXPECT_THAT(error(wrong),
                HasSubstr("expected tokens with ids from 0 to 1, each once"))
        << wrong;
  EXPECT_THAT(error(R"({"a":0,"a":1})"), HasSubstr("\"a\""));
  EXPECT_THAT(error(R"({"a":0})"), HasSubstr("vocab.json: no token is"));
  EXPECT_EQ(LoadByteBpe("no/such/folder").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(ErrorOf({{"vocab.json", Text("vocab.json")}}), HasSubstr("merges.txt"));
  for (const char* json : {"[]", "{\"model\":7}", "{\"added_tokens\":7}",
                           "{\"added_tokens\":[{\"content\":7}]}", "{\"model\":{}}"})
    EXPECT_THAT(ErrorOf({{"tokenizer.json", json}}), HasSubstr("tokenizer.json"));
}

TEST(HfByteBpe, RejectsMalformedMergesNamingTheirPlace) {
  const auto error = [](const std::string& merges) {
    return ErrorOf({{"vocab.json", Text("vocab.json")}, {"merges.txt", merges}});
  };
  EXPECT_THAT(error("#version: 0.2\nt h\nq z\n"),
              HasSubstr("merges.txt:3: merge \"q z\": \"qz\" is no token"));
  for (const char* wrong : {"t h e", "the", " h", "t ", "t  h", ""})
    EXPECT_THAT(error(StrCat("t h\n", wrong, "\nh e\n")),
                HasSubstr("merges.txt:2: expected two tokens with one blank between"))
        << wrong;
  auto json = nlohmann::json::parse(Text("tokenizer.json"));
  json["model"]["merges"][5] = {"t", 7};
  EXPECT_THAT(ErrorOf({{"tokenizer.json", json.dump()}}),
              HasSubstr("tokenizer.json: merges[5]: expected a pair of tokens"));
  json["model"]["merges"] = 7;
  EXPECT_THAT(ErrorOf({{"tokenizer.json", json.dump()}}),
              HasSubstr("merges: expected an array, found 7"));
}

TEST(ParseMerges, TakesAnyLineEndsAndAVersionOrNone) {
  EXPECT_THAT(*ParseMerges("", "m"), SizeIs(0));
  EXPECT_THAT(*ParseMerges("#version: 0.2\r\na b\r\nc d", "m"), SizeIs(2));
  const auto merges = *ParseMerges("# b\n#version c\n", "m");
  ASSERT_THAT(merges, SizeIs(2));
  EXPECT_EQ(merges[1].left, "#version");
  EXPECT_EQ(merges[1].where, "m:2");
}

}  // namespace
}  // namespace graft
