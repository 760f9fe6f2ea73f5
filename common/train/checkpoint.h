// Checkpoint: a run in the middle, in one safetensors file.
//
// Idea:    Tensors by name and, as metadata, everything else as text: JSON for the numbers,
//          and the fingerprint of the run it belongs to, words that are compared one by
//          one: a name, then its value. The numbers have a hash beside them, since a digit
//          that is wrong would go unnoticed. Written beside, synced, renamed.
// Errors:  NotFound without a file; InvalidArgument if the fingerprint, a tensor's name or
//          its shape is not the run's own, naming the first difference, or if the numbers
//          are damaged.
#pragma once

#include <string>
#include <vector>

#include "common/base/json.h"
#include "common/base/status.h"
#include "common/tensor/named_tensor.h"

namespace graft {

absl::Status SaveCheckpoint(const std::string& path, const std::string& fingerprint,
                            const std::vector<NamedTensor>& tensors, const Json& state);

// Copies the file's tensors into `tensors`, which say what is expected, and returns the
// state. Nothing is copied unless everything fits.
absl::StatusOr<Json> LoadCheckpoint(const std::string& path,
                                    const std::string& fingerprint,
                                    const std::vector<NamedTensor>& tensors);

}  // namespace graft
