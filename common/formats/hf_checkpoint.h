// HfCheckpoint: the weights of a Hugging Face folder, in one safetensors file or in shards.
//
// Idea:    model.safetensors, or model.safetensors.index.json, whose "weight_map" says
//          which shard holds which tensor. The index and the shards must say the same.
// Errors:  NotFound for a missing folder, file or shard; InvalidArgument for an index that
//          is wrong or points out of its folder. Each names the file and the tensor.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/formats/safetensors.h"
#include "common/formats/tensor_view.h"

namespace graft {

class HfCheckpoint {
 public:
  static absl::StatusOr<HfCheckpoint> Open(const std::string& folder);

  // By name. The tensors' bytes live as long as any copy of this checkpoint.
  const std::map<std::string, const TensorView*, std::less<>>& tensors() const {
    return tensors_;
  }

 private:
  explicit HfCheckpoint(std::string folder) : folder_(std::move(folder)) {}
  void Add(std::shared_ptr<const SafetensorsFile> file);
  absl::Status AddShards(const std::map<std::string, std::string>& shard_of);

  std::string folder_;
  std::vector<std::shared_ptr<const SafetensorsFile>> files_;
  std::map<std::string, const TensorView*, std::less<>> tensors_;
};

}  // namespace graft
