// SparseDiff: the file of a task: which of the trunk's elements it moves, and by how much.
//
// Format:  safetensors. For each moved tensor "<name>.indices", I32 [n], ascending row-major
//          places in it, and "<name>.values", F32 [n], what is added there. Metadata:
//          "format" = "graft.sparse_diff.1", and "shape <name>" = "[384,384]".
// Cost:    8 bytes an element, and a header of about 200 a tensor.
// Errors:  InvalidArgument naming the file, the tensor and the position: another format, a
//          tensor that the trunk lacks or has in another shape, one half of a pair, wrong
//          types or lengths, indices out of range, repeated or not ascending, values that
//          are not finite. A file is taken whole or not at all.
// Differs: the paper stores positions and values, too, without a format of its own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/formats/safetensors_header.h"

namespace graft {

struct SparseTensor {
  std::string name;            // the trunk's
  std::vector<int64_t> shape;  // of the whole tensor
  std::vector<int32_t> indices;
  std::vector<float> values;

  bool operator==(const SparseTensor&) const = default;
};

using SparseDiff = std::vector<SparseTensor>;  // by name, ascending
using TrunkShapes = std::map<std::string, std::vector<int64_t>>;

// The diff in a file's bytes, for a trunk of these shapes; `what` names the file in errors.
absl::StatusOr<SparseDiff> ParseSparseDiff(const SafetensorsContents& contents,
                                           const TrunkShapes& trunk,
                                           std::string_view what);

absl::StatusOr<SparseDiff> ReadSparseDiff(const std::string& path,
                                          const TrunkShapes& trunk);

// Replaces `path`, all or nothing. Tensors without elements are left out.
absl::Status WriteSparseDiff(const std::string& path, const SparseDiff& diff);

// Bytes that WriteSparseDiff would write, to the last one.
int64_t SparseDiffBytes(const SparseDiff& diff);

}  // namespace graft
