#include "common/text/hf_wordpiece.h"

#include <array>
#include <utility>

#include "common/text/hf_json.h"

namespace graft {
namespace {

absl::Status ReadCase(const Json& object, std::string_view lowercase,
                      WordPieceConfig* config) {
  ASSIGN_OR_RETURN(config->lowercase, GetBool(object, lowercase, config->lowercase));
  if (object.contains("strip_accents")) {
    config->strip_accents = std::nullopt;
    if (!object["strip_accents"].is_null()) {
      ASSIGN_OR_RETURN(config->strip_accents, GetBool(object, "strip_accents"));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadTokenizer(const Json& json, WordPieceConfig* config) {
  ASSIGN_OR_RETURN(const Json normalizer, Section(json, "normalizer"));
  RETURN_IF_ERROR(Expect(normalizer, "type", "BertNormalizer"));
  RETURN_IF_ERROR(Expect(normalizer, "clean_text", true));
  RETURN_IF_ERROR(Expect(normalizer, "handle_chinese_chars", true));
  RETURN_IF_ERROR(ReadCase(normalizer, "lowercase", config));
  ASSIGN_OR_RETURN(const Json pre_tokenizer, Section(json, "pre_tokenizer"));
  RETURN_IF_ERROR(Expect(pre_tokenizer, "type", "BertPreTokenizer"));
  ASSIGN_OR_RETURN(const Json model, Section(json, "model"));
  RETURN_IF_ERROR(Expect(model, "type", "WordPiece"));
  RETURN_IF_ERROR(Expect(model, "unk_token", "[UNK]"));
  RETURN_IF_ERROR(Expect(model, "continuing_subword_prefix", "##"));
  ASSIGN_OR_RETURN(const int64_t max_chars,
                   GetInt(model, "max_input_chars_per_word", config->max_word_chars));
  if (max_chars <= 0 || max_chars > WordPiece::kNoLimit)
    return absl::InvalidArgumentError(
        StrCat("max_input_chars_per_word is ", max_chars));
  config->max_word_chars = static_cast<int32_t>(max_chars);
  return CheckAddedTokens(json, WordPiece::kSpecial, [](const std::string&) {
    return Json{{"normalized", false},
                {"single_word", false},
                {"lstrip", false},
                {"rstrip", false}};
  });
}

// tokenizer.json has the vocabulary a second time.
absl::Status CheckVocab(const Json& json, const WordPiece& wordpiece) {
  ASSIGN_OR_RETURN(const Json model, Section(json, "model"));
  ASSIGN_OR_RETURN(const Json vocab, Section(model, "vocab"));
  const size_t size = static_cast<size_t>(wordpiece.vocab_size());
  if (!vocab.empty() && vocab.size() != size)
    return absl::InvalidArgumentError(
        StrCat("vocab: ", vocab.size(), " tokens, but ", size, " in vocab.txt"));
  for (const auto& [token, id] : vocab.items())
    if (!id.is_number_unsigned() || id.get<uint64_t>() >= size ||
        wordpiece.Token(id.get<int32_t>()) != token)
      return absl::InvalidArgumentError(StrCat("vocab: token ", DescribeJson(token),
                                               " has id ", DescribeJson(id),
                                               ", but not in vocab.txt"));
  return absl::OkStatus();
}

// [CLS] a [SEP] and [CLS] a [SEP] b [SEP], with the types of wordpiece.h.
constexpr char kSingle[] =
    R"([{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},)"
    R"({"SpecialToken":{"id":"[SEP]","type_id":0}}])";
constexpr char kPair[] =
    R"([{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},)"
    R"({"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},)"
    R"({"SpecialToken":{"id":"[SEP]","type_id":1}}])";

// What each of the two post-processors that do this must hold.
absl::StatusOr<Json> WantedProcessor(const Json& type, const WordPiece& wordpiece) {
  const int32_t cls = wordpiece.cls_id(), sep = wordpiece.sep_id();
  if (type == "BertProcessing")
    return Json{{"cls", Json::array({"[CLS]", cls})},
                {"sep", Json::array({"[SEP]", sep})}};
  if (type != "TemplateProcessing")
    return absl::UnimplementedError(
        StrCat("type is ", DescribeJson(type),
               "; only BertProcessing and TemplateProcessing are implemented"));
  const auto special = [](const char* token, int32_t id) {
    return Json{
        {"id", token}, {"ids", Json::array({id})}, {"tokens", Json::array({token})}};
  };
  return Json{{"single", Json::parse(kSingle)},
              {"pair", Json::parse(kPair)},
              {"special_tokens",
               {{"[CLS]", special("[CLS]", cls)}, {"[SEP]", special("[SEP]", sep)}}}};
}

absl::Status CheckProcessor(const Json& processor, const WordPiece& wordpiece) {
  ASSIGN_OR_RETURN(const Json wanted,
                   WantedProcessor(processor.value("type", Json()), wordpiece));
  return Demand(processor, wanted);
}

// That tokenizer.json, if there is one, means the same as vocab.txt and WordPiece.
absl::Status CheckSame(const Json& json, const WordPiece& wordpiece) {
  if (json.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckVocab(json, wordpiece));
  ASSIGN_OR_RETURN(const Json processor, Section(json, "post_processor"));
  return WithContext(CheckProcessor(processor, wordpiece), "post_processor");
}

absl::Status ReadConfig(const Json& json, WordPieceConfig* config) {
  RETURN_IF_ERROR(Expect(json, "tokenize_chinese_chars", true));
  RETURN_IF_ERROR(Expect(json, "do_basic_tokenize", true));
  return ReadCase(json, "do_lower_case", config);
}

}  // namespace

absl::StatusOr<WordPiece> LoadWordPiece(const std::string& folder) {
  WordPieceConfig config;
  const std::string tokenizer = folder + "/tokenizer.json";
  ASSIGN_OR_RETURN(const Json json, ReadObject(tokenizer));
  RETURN_IF_ERROR(WithContext(ReadTokenizer(json, &config), tokenizer));
  const std::string settings = folder + "/tokenizer_config.json";
  ASSIGN_OR_RETURN(const Json options, ReadObject(settings));
  RETURN_IF_ERROR(WithContext(ReadConfig(options, &config), settings));
  ASSIGN_OR_RETURN(WordPiece wordpiece, WordPiece::Load(folder + "/vocab.txt", config));
  RETURN_IF_ERROR(WithContext(CheckSame(json, wordpiece), tokenizer));
  return wordpiece;
}

}  // namespace graft
