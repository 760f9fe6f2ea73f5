// Idx: the file format of MNIST and its successors: one array of bytes, its sizes before it.
//
// Idea:    0, 0, the element's type, the number of sizes; the sizes, 4 bytes each, big-endian;
//          the elements, row-major. Type 8, unsigned bytes, is the one that data sets of
//          images and labels have; the others are refused by name.
// Cost:    none: the elements stay where they are.
// Errors:  InvalidArgument "file: …" for another beginning or type, and where the sizes say
//          more or fewer elements than the file has.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "common/base/status.h"
#include "common/formats/tensor_view.h"

namespace graft {

// A view of the file's elements; `path` is for messages and is the tensor's name.
absl::StatusOr<TensorView> ParseIdx(std::span<const std::byte> file,
                                    const std::string& path);

}  // namespace graft
