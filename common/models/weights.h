// Weights: the named tensors of a checkpoint, as HF stores them.
//
// Idea:   A float32 tensor is the file's own pages (read-only, shared, nothing copied), so
//         loading costs milliseconds; other types are converted.
// Errors: see safetensors.h; plus what LoadWeights says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

using Weights = std::map<std::string, at::Tensor>;

// Every tensor of a folder's model.safetensors (or its shards) or of one .safetensors file.
absl::StatusOr<Weights> LoadWeights(const std::string& path);

// Writes tensors of real, integer or bool type to one file, atomically.
absl::Status SaveTensors(const std::string& path,
                         const std::vector<NamedTensor>& tensors,
                         const std::map<std::string, std::string>& metadata = {});

}  // namespace graft
