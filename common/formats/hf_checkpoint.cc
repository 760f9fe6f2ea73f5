#include "common/formats/hf_checkpoint.h"

#include <filesystem>
#include <set>
#include <utility>

#include "common/base/json.h"

namespace graft {
namespace {

// Tensor → file name, of a model.safetensors.index.json.
absl::StatusOr<std::map<std::string, std::string>> ReadIndex(const std::string& path) {
  ASSIGN_OR_RETURN(const Json index, ReadJson(path));
  if (const auto status = CheckKnownKeys(index, {"metadata", "weight_map"});
      !status.ok())
    return WithContext(status, path);
  const Json map = index.value("weight_map", Json());
  if (!map.is_object())
    return absl::InvalidArgumentError(StrCat(
        path, ": expected \"weight_map\" to be an object, found ", DescribeJson(map)));
  std::map<std::string, std::string> shard_of;
  for (const auto& item : map.items()) {
    const auto shard = GetString(map, item.key());
    if (!shard.ok()) return WithContext(shard.status(), path);
    if (!shard->ends_with(".safetensors") || shard->find('/') != std::string::npos)
      return absl::InvalidArgumentError(StrCat(
          path, ": tensor ", DescribeJson(item.key()),
          ": expected the name of a .safetensors file in the same folder, found ",
          DescribeJson(*shard)));
    shard_of.emplace(item.key(), *shard);
  }
  return shard_of;
}

}  // namespace

absl::StatusOr<HfCheckpoint> HfCheckpoint::Open(const std::string& folder) {
  const std::string single = folder + "/model.safetensors";
  const std::string index = single + ".index.json";
  const auto exists = [](const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
  };
  HfCheckpoint checkpoint(folder);
  if (exists(single)) {
    ASSIGN_OR_RETURN(auto file, SafetensorsFile::Open(single));
    checkpoint.Add(std::move(file));
    return checkpoint;
  }
  if (!exists(index)) {
    const bool pickled = exists(folder + "/pytorch_model.bin");
    return absl::NotFoundError(
        StrCat(folder, ": expected model.safetensors or model.safetensors.index.json, ",
               pickled ? "found pytorch_model.bin; load and save the model once with "
                         "transformers to convert it"
                       : "found neither; is this the folder of a model?"));
  }
  ASSIGN_OR_RETURN(const auto shard_of, ReadIndex(index));
  const absl::Status status = checkpoint.AddShards(shard_of);
  if (!status.ok()) return WithContext(status, index);
  return checkpoint;
}

void HfCheckpoint::Add(std::shared_ptr<const SafetensorsFile> file) {
  for (const TensorView& tensor : file->tensors()) tensors_[tensor.name] = &tensor;
  files_.push_back(std::move(file));
}

absl::Status HfCheckpoint::AddShards(
    const std::map<std::string, std::string>& shard_of) {
  std::set<std::string> shards;
  for (const auto& [name, shard] : shard_of) shards.insert(shard);
  for (const std::string& shard : shards) {
    ASSIGN_OR_RETURN(auto file, SafetensorsFile::Open(folder_ + "/" + shard));
    for (const TensorView& tensor : file->tensors()) {
      const auto place = shard_of.find(tensor.name);
      if (place == shard_of.end() || place->second != shard)
        return absl::InvalidArgumentError(StrCat(
            "tensor \"", tensor.name, "\" is in ", shard, " but the index puts it ",
            place == shard_of.end() ? "nowhere" : "in " + place->second));
    }
    Add(std::move(file));
  }
  for (const auto& [name, shard] : shard_of)
    if (!tensors_.contains(name))
      return absl::InvalidArgumentError(StrCat("tensor \"", name, "\" is not in ",
                                               shard, ", where the index puts it"));
  return absl::OkStatus();
}

}  // namespace graft
