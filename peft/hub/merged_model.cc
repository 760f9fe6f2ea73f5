#include "peft/hub/merged_model.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/formats/hf_config.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTokenizer[] = {"vocab.txt",
                                      "vocab.json",
                                      "merges.txt",
                                      "tokenizer.json",
                                      "tokenizer_config.json",
                                      "special_tokens_map.json"};

absl::Status CheckMergeable(const GraftConfig& config, Pooling theirs) {
  ASSIGN_OR_RETURN(const MethodInfo* info, FindMethod(config.method));
  if (!info->traits.mergeable)
    return absl::InvalidArgumentError(StrCat(
        "method ", config.method,
        " cannot be merged: it adds to the model's function what no weight of it "
        "can express"));
  if (config.pooling != theirs)
    return absl::InvalidArgumentError(StrCat(
        "pooling=", PoolingName(config.pooling),
        ": the head of HF's classifier reads something else, and the result would be "
        "another; train with --pooling=",
        PoolingName(theirs)));
  return absl::OkStatus();
}

HfConfig ConfigOf(const Bert& trunk, const std::vector<std::string>& labels) {
  HfConfig config = trunk.config();
  config.labels = labels;
  config.other["architectures"] = config.model_type == "roberta"
                                      ? R"(["RobertaForSequenceClassification"])"
                                      : R"(["BertForSequenceClassification"])";
  for (const char* type : {"dtype", "torch_dtype"})
    if (config.other.contains(type)) config.other[type] = "\"float32\"";
  return config;
}

absl::Status CopyTokenizer(const std::string& from, const std::string& to) {
  std::error_code ignored;
  for (const char* name : kTokenizer) {
    const std::string path = from + "/" + name;
    if (!fs::exists(path, ignored)) continue;
    ASSIGN_OR_RETURN(const std::string contents, ReadFile(path));
    RETURN_IF_ERROR(WriteFileAtomically(to + "/" + name, contents));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SaveMerged(const std::string& folder, const TrainedGraft& graft,
                        const Bert& trunk, const std::string& trunk_folder) {
  RETURN_IF_ERROR(CheckMergeable(graft.config, HfPooling(trunk.config())));
  std::error_code ignored;
  if (fs::exists(folder + "/config.json", ignored))
    return absl::FailedPreconditionError(
        StrCat(folder, ": there is a model already; choose another folder"));
  RETURN_IF_ERROR(MakeFolder(folder));
  std::vector<NamedTensor> tensors = graft.head.Tensors();
  const std::string root = trunk.config().model_type + ".";
  for (auto& [name, theta] : MergedWeights(*graft.method, trunk.info().weights))
    tensors.push_back({root + name, theta});
  RETURN_IF_ERROR(
      SaveTensors(folder + "/model.safetensors", tensors, {{"format", "pt"}}));
  RETURN_IF_ERROR(CopyTokenizer(trunk_folder, folder));
  return WriteHfConfig(ConfigOf(trunk, graft.config.labels), folder);
}

}  // namespace graft
