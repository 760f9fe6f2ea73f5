#include "common/text/hf_byte_bpe.h"

#include <algorithm>
#include <utility>

#include "common/base/files.h"
#include "common/text/hf_json.h"

namespace graft {
namespace {

// "left right", a pair of non-empty parts around one blank.
absl::StatusOr<BpeMerge> ParseMerge(std::string_view text, std::string where) {
  const size_t blank = text.find(' ');
  if (blank == 0 || blank == text.npos || blank + 1 == text.size() ||
      text.find(' ', blank + 1) != text.npos)
    return absl::InvalidArgumentError(
        StrCat(where, ": expected two tokens with one blank between them, found ",
               DescribeJson(Json(text))));
  return BpeMerge{std::string(text.substr(0, blank)),
                  std::string(text.substr(blank + 1)), std::move(where)};
}

// One entry of tokenizer.json's "merges": "left right" or ["left", "right"].
absl::StatusOr<BpeMerge> ReadMerge(const Json& entry, std::string where) {
  if (entry.is_string()) return ParseMerge(entry.get<std::string>(), std::move(where));
  if (!entry.is_array() || entry.size() != 2 || !entry[0].is_string() ||
      !entry[1].is_string())
    return absl::InvalidArgumentError(
        StrCat(where, ": expected a pair of tokens, found ", DescribeJson(entry)));
  return BpeMerge{entry[0], entry[1], std::move(where)};
}

// tokens[id] of {"token": id, …}, whose ids must be 0 … n-1, each once.
absl::StatusOr<std::vector<std::string>> TokensById(const Json& vocab) {
  if (!vocab.is_object())
    return absl::InvalidArgumentError(StrCat(
        "expected an object of tokens and their ids, found ", DescribeJson(vocab)));
  std::vector<std::string> tokens(vocab.size());
  for (const auto& [token, id] : vocab.items()) {
    if (!id.is_number_unsigned() || id.get<uint64_t>() >= tokens.size() ||
        !tokens[id.get<uint64_t>()].empty() || token.empty())
      return absl::InvalidArgumentError(StrCat(
          "token ", DescribeJson(token), " has id ", DescribeJson(id),
          "; expected tokens with ids from 0 to ", tokens.size() - 1, ", each once"));
    tokens[id.get<uint64_t>()] = token;
  }
  return tokens;
}

struct BpeFiles {
  std::string vocab;  // the file of the tokens
  std::vector<std::string> tokens;
  std::vector<BpeMerge> merges;
};

absl::StatusOr<BpeFiles> ReadPlainFiles(const std::string& folder) {
  BpeFiles files{.vocab = folder + "/vocab.json", .tokens = {}, .merges = {}};
  const std::string merges = folder + "/merges.txt";
  ASSIGN_OR_RETURN(const Json json, ReadJson(files.vocab));
  auto tokens = TokensById(json);
  if (!tokens.ok()) return WithContext(tokens.status(), files.vocab);
  files.tokens = *std::move(tokens);
  ASSIGN_OR_RETURN(const std::string text, ReadFile(merges));
  ASSIGN_OR_RETURN(files.merges, ParseMerges(text, merges));
  return files;
}

// What `model` of tokenizer.json holds; of the added tokens those that `vocab` lacks join it.
absl::StatusOr<BpeFiles> ReadModel(const Json& json, const std::string& path) {
  ASSIGN_OR_RETURN(const Json model, Section(json, "model"));
  Json vocab = model.value("vocab", Json());
  if (vocab.is_object())
    for (const Json& token : json.value("added_tokens", Json::array()))
      vocab.emplace(token.value("content", ""), token.value("id", Json()));
  BpeFiles files{.vocab = path, .tokens = {}, .merges = {}};
  auto tokens = TokensById(vocab);
  if (!tokens.ok()) return WithContext(tokens.status(), path + ": vocab");
  files.tokens = *std::move(tokens);
  const Json merges = model.value("merges", Json());
  if (!merges.is_array())
    return absl::InvalidArgumentError(
        StrCat(path, ": merges: expected an array, found ", DescribeJson(merges)));
  for (const Json& entry : merges) {
    std::string where = StrCat(path, ": merges[", files.merges.size(), "]");
    ASSIGN_OR_RETURN(BpeMerge merge, ReadMerge(entry, std::move(where)));
    files.merges.push_back(std::move(merge));
  }
  return files;
}

// That tokenizer.json cuts texts and finds special tokens as ByteBpe does.
absl::Status CheckPipeline(const Json& json) {
  const auto special = [](const std::string& token) {
    return Json{
        {"single_word", false}, {"lstrip", token == "<mask>"}, {"rstrip", false}};
  };
  RETURN_IF_ERROR(CheckAddedTokens(json, ByteBpe::kSpecial, special));
  RETURN_IF_ERROR(Expect(json, "normalizer", Json()));
  ASSIGN_OR_RETURN(const Json words, Section(json, "pre_tokenizer"));
  RETURN_IF_ERROR(Expect(words, "type", "ByteLevel"));
  RETURN_IF_ERROR(Expect(words, "use_regex", true));
  ASSIGN_OR_RETURN(const Json model, Section(json, "model"));
  RETURN_IF_ERROR(Expect(model, "type", "BPE"));
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
    RETURN_IF_ERROR(Expect(model, key, ""));
  for (const char* key : {"byte_fallback", "ignore_merges"})
    RETURN_IF_ERROR(Expect(model, key, false));
  return Expect(model, "dropout", Json());
}

// That it frames texts as ByteBpe does.
absl::Status CheckProcessor(const Json& json, const std::vector<std::string>& tokens) {
  const auto pair = [&](const char* token) {
    const auto id = std::find(tokens.begin(), tokens.end(), token) - tokens.begin();
    return Json::array({token, id});
  };
  ASSIGN_OR_RETURN(const Json frame, Section(json, "post_processor"));
  RETURN_IF_ERROR(WithContext(Demand(frame, {{"type", "RobertaProcessing"},
                                             {"cls", pair("<s>")},
                                             {"sep", pair("</s>")}}),
                              "post_processor"));
  return WithContext(Expect(frame, "trim_offsets", true), "post_processor");
}

absl::StatusOr<BpeFiles> ReadTokenizer(const Json& json, const std::string& path) {
  RETURN_IF_ERROR(WithContext(CheckPipeline(json), path));
  ASSIGN_OR_RETURN(BpeFiles files, ReadModel(json, path));
  RETURN_IF_ERROR(WithContext(CheckProcessor(json, files.tokens), path));
  return files;
}

// The special tokens by the names that tokenizer_config.json has for them; each is a string
// or an object with "content".
absl::Status CheckNames(const Json& options) {
  const std::pair<const char*, const char*> names[] = {
      {"bos_token", "<s>"},    {"cls_token", "<s>"},   {"eos_token", "</s>"},
      {"sep_token", "</s>"},   {"unk_token", "<unk>"}, {"pad_token", "<pad>"},
      {"mask_token", "<mask>"}};
  for (const auto& [key, token] : names) {
    const Json found = options.value(key, Json());
    const Json content = found.is_object() ? found.value("content", Json()) : found;
    RETURN_IF_ERROR(Expect({{key, content}}, key, token));
  }
  return absl::OkStatus();
}

absl::StatusOr<ByteBpeConfig> ReadConfig(const Json& options) {
  ByteBpeConfig config;
  ASSIGN_OR_RETURN(config.add_prefix_space,
                   GetBool(options, "add_prefix_space", config.add_prefix_space));
  RETURN_IF_ERROR(Expect(options, "trim_offsets", true));
  RETURN_IF_ERROR(CheckNames(options));
  return config;
}

}  // namespace

absl::StatusOr<std::vector<BpeMerge>> ParseMerges(std::string_view text,
                                                  std::string_view name) {
  std::vector<BpeMerge> merges;
  for (int64_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
    if ((number == 1 && line.starts_with("#version")) || (line.empty() && text.empty()))
      continue;
    ASSIGN_OR_RETURN(BpeMerge merge, ParseMerge(line, StrCat(name, ":", number)));
    merges.push_back(std::move(merge));
  }
  return merges;
}

absl::StatusOr<ByteBpe> LoadByteBpe(const std::string& folder) {
  const std::string settings = folder + "/tokenizer_config.json";
  ASSIGN_OR_RETURN(const Json options, ReadObject(settings));
  const auto config = ReadConfig(options);
  if (!config.ok()) return WithContext(config.status(), settings);
  const std::string path = folder + "/tokenizer.json";
  ASSIGN_OR_RETURN(const Json json, ReadObject(path));
  auto files = json.empty() ? ReadPlainFiles(folder) : ReadTokenizer(json, path);
  if (!files.ok()) return files.status();
  return ByteBpe::Create(std::move(files->tokens), files->vocab, files->merges,
                         *config);
}

}  // namespace graft
