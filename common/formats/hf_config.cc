#include "common/formats/hf_config.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/base/json.h"

namespace graft {
namespace {

constexpr int64_t kLargest = int64_t{1} << 20;
constexpr int64_t kMostLayers = 1024;  // each makes some twenty tensors' names

struct SizeKey {
  const char* name;
  int64_t HfConfig::*field;
  int64_t smallest;
  int64_t largest = kLargest;
};
constexpr std::array<SizeKey, 8> kSizes = {
    {{"vocab_size", &HfConfig::vocab_size, 1},
     {"hidden_size", &HfConfig::hidden_size, 1},
     {"num_hidden_layers", &HfConfig::num_hidden_layers, 1, kMostLayers},
     {"num_attention_heads", &HfConfig::num_attention_heads, 1},
     {"intermediate_size", &HfConfig::intermediate_size, 1},
     {"max_position_embeddings", &HfConfig::max_position_embeddings, 1},
     {"type_vocab_size", &HfConfig::type_vocab_size, 1},
     {"pad_token_id", &HfConfig::pad_token_id, 0}}};

struct RealKey {
  const char* name;
  double HfConfig::*field;
};
constexpr std::array<RealKey, 4> kReals = {
    {{"layer_norm_eps", &HfConfig::layer_norm_eps},
     {"initializer_range", &HfConfig::initializer_range},
     {"hidden_dropout_prob", &HfConfig::hidden_dropout_prob},
     {"attention_probs_dropout_prob", &HfConfig::attention_probs_dropout_prob}}};

template <class Found>
absl::Status Bad(std::string_view key, std::string_view expected, const Found& found) {
  return absl::InvalidArgumentError(StrCat("key \"", key, "\": expected ", expected,
                                           ", found ", DescribeJson(found)));
}

absl::Status CheckSizes(const HfConfig& config) {
  for (const SizeKey& key : kSizes)
    if (const int64_t size = config.*key.field;
        size < key.smallest || size > key.largest)
      return Bad(key.name,
                 StrCat("an integer from ", key.smallest, " to ", key.largest), size);
  if (config.hidden_size % config.num_attention_heads != 0)
    return Bad(
        "hidden_size",
        StrCat("a multiple of num_attention_heads, ", config.num_attention_heads),
        config.hidden_size);
  if (config.pad_token_id >= config.vocab_size)
    return Bad("pad_token_id", StrCat("less than vocab_size, ", config.vocab_size),
               config.pad_token_id);
  if (config.max_position_embeddings <= config.first_position())
    return Bad("max_position_embeddings",
               StrCat("more than ", config.first_position(),
                      ", the rows before a RoBERTa's first token"),
               config.max_position_embeddings);
  return absl::OkStatus();
}

absl::Status CheckReals(const HfConfig& config) {
  const double eps = config.layer_norm_eps, range = config.initializer_range;
  if (!(eps > 0 && eps < 1))
    return Bad("layer_norm_eps", "a number between 0 and 1", eps);
  if (!(range >= 0 && range <= 1))
    return Bad("initializer_range", "a number from 0 to 1", range);
  const auto is_dropout = [](double p) { return p >= 0 && p < 1; };
  const char* expected = "a probability from 0 to below 1";
  if (!is_dropout(config.hidden_dropout_prob))
    return Bad("hidden_dropout_prob", expected, config.hidden_dropout_prob);
  if (!is_dropout(config.attention_probs_dropout_prob))
    return Bad("attention_probs_dropout_prob", expected,
               config.attention_probs_dropout_prob);
  if (!is_dropout(config.classifier_dropout.value_or(0)))
    return Bad("classifier_dropout", expected, *config.classifier_dropout);
  return absl::OkStatus();
}

// Keys that would change the computation in a way that no trunk here does.
absl::Status CheckFixed(const Json& json) {
  const std::pair<const char*, Json> fixed[] = {{"position_embedding_type", "absolute"},
                                                {"is_decoder", false},
                                                {"add_cross_attention", false}};
  for (const auto& [key, supported] : fixed)
    if (const auto found = json.find(key); found != json.end() && *found != supported)
      return Bad(key, StrCat(DumpJson(supported), ", the only value supported"),
                 *found);
  return absl::OkStatus();
}

// The labels of {"0": "negative", …}, whose keys must be 0 … n-1.
absl::StatusOr<std::vector<std::string>> FromId2Label(const Json& json) {
  if (!json.is_object()) return Bad("id2label", "an object", json);
  std::vector<std::string> labels(json.size());
  for (size_t id = 0; id < labels.size(); ++id) {
    const auto label = GetString(json, std::to_string(id));
    if (!label.ok()) return WithContext(label.status(), "id2label");
    labels[id] = *label;
  }
  if (std::set(labels.begin(), labels.end()).size() != labels.size())
    return Bad("id2label", "each label once", json);
  return labels;
}

// Checks {"negative": 0, …} against the labels.
absl::Status CheckLabel2Id(const Json& json, const std::vector<std::string>& labels) {
  if (!json.is_object() || json.size() != labels.size())
    return Bad("label2id",
               StrCat("an object of the ", labels.size(), " labels of id2label"), json);
  for (size_t id = 0; id < labels.size(); ++id) {
    const auto found = GetInt(json, labels[id]);
    if (!found.ok()) return WithContext(found.status(), "label2id");
    if (*found != static_cast<int64_t>(id))
      return Bad("label2id", StrCat(id, " for ", labels[id], ", as in id2label"),
                 *found);
  }
  return absl::OkStatus();
}

// The values of absent keys; a model_type that is not supported is found later.
HfConfig DefaultsOf(std::string_view model_type) {
  HfConfig config;
  config.model_type = model_type;
  if (model_type == "roberta") {
    config.vocab_size = 50265;
    config.pad_token_id = 1;
  }
  return config;
}

absl::StatusOr<HfConfig> FromJson(Json json) {
  ASSIGN_OR_RETURN(const std::string model_type, GetString(json, "model_type"));
  HfConfig config = DefaultsOf(model_type);
  for (const SizeKey& key : kSizes) {
    ASSIGN_OR_RETURN(config.*key.field, GetInt(json, key.name, config.*key.field));
    json.erase(key.name);
  }
  for (const RealKey& key : kReals) {
    ASSIGN_OR_RETURN(config.*key.field, GetDouble(json, key.name, config.*key.field));
    json.erase(key.name);
  }
  ASSIGN_OR_RETURN(config.hidden_act, GetString(json, "hidden_act", config.hidden_act));
  if (json.contains("classifier_dropout") && !json["classifier_dropout"].is_null()) {
    ASSIGN_OR_RETURN(config.classifier_dropout, GetDouble(json, "classifier_dropout"));
  }
  if (json.contains("id2label")) {
    ASSIGN_OR_RETURN(config.labels, FromId2Label(json["id2label"]));
  }
  if (json.contains("label2id"))
    RETURN_IF_ERROR(CheckLabel2Id(json["label2id"], config.labels));
  RETURN_IF_ERROR(CheckHfConfig(config));
  RETURN_IF_ERROR(CheckFixed(json));
  for (const char* key :
       {"model_type", "hidden_act", "classifier_dropout", "id2label", "label2id"})
    json.erase(key);
  for (const auto& [key, value] : json.items()) config.other[key] = DumpJson(value);
  return config;
}

}  // namespace

absl::Status CheckHfConfig(const HfConfig& config) {
  if (config.model_type != "bert" && config.model_type != "roberta")
    return Bad("model_type", "one of: bert, roberta", config.model_type);
  const auto& act = config.hidden_act;
  if (act != "gelu" && act != "gelu_new" && act != "relu")
    return Bad("hidden_act", "one of: gelu, gelu_new, relu", act);
  RETURN_IF_ERROR(CheckSizes(config));
  return CheckReals(config);
}

absl::StatusOr<HfConfig> ParseHfConfig(std::string_view text, std::string_view what) {
  ASSIGN_OR_RETURN(Json json, ParseJson(text, what));
  auto config = FromJson(std::move(json));
  if (!config.ok()) return WithContext(config.status(), what);
  return config;
}

absl::StatusOr<HfConfig> ReadHfConfig(const std::string& folder) {
  const std::string path = StrCat(folder, "/config.json");
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return ParseHfConfig(text, path);
}

std::string HfConfigText(const HfConfig& config) {
  Json json = Json::object();
  for (const auto& [key, text] : config.other) {
    json[key] = Json::parse(text, nullptr, false);
    CHECK(!json[key].is_discarded()) << key << " is not JSON: " << text;
  }
  json["model_type"] = config.model_type;
  json["hidden_act"] = config.hidden_act;
  for (const SizeKey& key : kSizes) json[key.name] = config.*key.field;
  for (const RealKey& key : kReals) json[key.name] = config.*key.field;
  if (config.classifier_dropout)
    json["classifier_dropout"] = *config.classifier_dropout;
  for (size_t id = 0; id < config.labels.size(); ++id) {
    json["id2label"][std::to_string(id)] = config.labels[id];
    json["label2id"][config.labels[id]] = id;
  }
  return DumpJsonIndented(json);
}

absl::Status WriteHfConfig(const HfConfig& config, const std::string& folder) {
  const std::string path = StrCat(folder, "/config.json");
  if (const auto status = CheckHfConfig(config); !status.ok())
    return WithContext(status, path);
  return WriteFileAtomically(path, HfConfigText(config));
}

}  // namespace graft
