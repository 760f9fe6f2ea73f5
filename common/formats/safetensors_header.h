// SafetensorsHeader: the text at the front of a safetensors file, checked to the letter.
//
// Idea:    8 bytes: the header's length, little-endian. The header: a JSON object of
//          name → {"dtype", "shape", "data_offsets": [begin, end)}, and "__metadata__", an
//          object of strings; padded with spaces to a multiple of 8. Then the data, which
//          the tensors cover without gap or overlap. Whatever a file gets wrong is found
//          here, before anybody touches a tensor.
// Paper:   none; the format of github.com/huggingface/safetensors, version 0.8.0.
// Differs: a tensor that does not begin at a multiple of its element size is refused (the
//          reference, which copies, reads it); sub-byte and complex types are refused.
// Errors:  InvalidArgument naming file, tensor, what was expected and what was found.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/formats/tensor_view.h"

namespace graft {

struct SafetensorsContents {
  std::vector<TensorView> tensors;  // in the order of their data; views into the file
  std::map<std::string, std::string> metadata;
};

// The contents of a file whose bytes these are. `what` is its name in errors.
absl::StatusOr<SafetensorsContents> ParseSafetensors(std::span<const std::byte> file,
                                                     std::string_view what);

// What a file with these tensors, in this order, begins with: length, header, padding.
// Each tensor's bytes must fit its shape (CHECK).
absl::StatusOr<std::string> SafetensorsPrefix(
    const std::vector<TensorView>& tensors,
    const std::map<std::string, std::string>& metadata);

}  // namespace graft
