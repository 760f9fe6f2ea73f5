#include "peft/hub/adapterhub_head.h"

#include <utility>

#include "peft/hub/module_rule.h"

namespace graft {
namespace {

absl::Status CheckFlex(const Json& head) {
  const Json c = ValueOf(head, "config");
  const std::pair<const char*, Json> fixed[] = {{"head_type", "classification"},
                                                {"layers", 2},
                                                {"activation_function", "tanh"},
                                                {"use_pooler", false},
                                                {"bias", true}};
  for (const auto& [key, value] : fixed)
    if (ValueOf(c, key) != value)
      return WrongKey(StrCat("config.", key), DumpJson(value), ValueOf(c, key));
  return absl::OkStatus();
}

// The labels in the order of their numbers.
absl::StatusOr<std::vector<std::string>> LabelsOf(const Json& head) {
  const Json map = ValueOf(IsFlex(head) ? head["config"] : head, "label2id");
  if (!map.is_object() || map.size() < 2)
    return WrongKey("label2id", "an object of at least 2 labels", map);
  std::vector<std::string> labels(map.size());
  for (const auto& [label, id] : map.items()) {
    if (!id.is_number_integer() || id.get<int64_t>() < 0 ||
        id.get<int64_t>() >= static_cast<int64_t>(labels.size()) ||
        !labels[id.get<int64_t>()].empty())
      return WrongKey("label2id", "the numbers 0, 1, … once each", map);
    labels[id.get<int64_t>()] = label;
  }
  return labels;
}

}  // namespace

bool IsFlex(const Json& head) { return ValueOf(head, "config").is_object(); }

bool WritesFlex(const GraftConfig& config, const HfConfig& model) {
  return config.pooling == Pooling::kDense && HfPooling(model) != Pooling::kDense;
}

absl::Status ReadAdapterHubHead(const Json& head, const HfConfig& model,
                                GraftConfig* to) {
  ASSIGN_OR_RETURN(to->labels, LabelsOf(head));
  if (IsFlex(head)) RETURN_IF_ERROR(CheckFlex(head));
  to->pooling = IsFlex(head) ? Pooling::kDense : HfPooling(model);
  return absl::OkStatus();
}

Json WriteAdapterHubHead(const GraftConfig& config, const HfConfig& model,
                         const std::string& name) {
  const std::string kind = model.model_type == "roberta" ? "Roberta" : "Bert";
  Json label2id = Json::object();
  for (size_t i = 0; i < config.labels.size(); ++i) label2id[config.labels[i]] = i;
  if (!WritesFlex(config, model))
    return {{"config", nullptr},
            {"label2id", label2id},
            {"model_class", kind + "ForSequenceClassification"},
            {"name", nullptr},
            {"num_labels", config.labels.size()}};
  return {{"config",
           {{"head_type", "classification"},
            {"layers", 2},
            {"activation_function", "tanh"},
            {"use_pooler", false},
            {"bias", true},
            {"dropout_prob", nullptr},
            {"num_labels", config.labels.size()},
            {"label2id", label2id}}},
          {"model_class", kind + "AdapterModel"},
          {"name", name}};
}

std::string AdapterHubHeadKey(const std::string& ours, const std::string& name,
                              bool flex) {
  if (!flex) return ours;
  const bool dense = ours.starts_with("classifier.dense.");
  return "heads." + name + (dense ? ".1" : ".4") + ours.substr(ours.rfind('.'));
}

}  // namespace graft
