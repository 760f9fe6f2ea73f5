// Device: where tensors live and operators run: the CPU, or a CUDA GPU.
//
// Idea:   the trunk's weights say where a model is; everything made for it follows them.
// Errors: InvalidArgument for another name; FailedPrecondition where the build or the machine
//         has no CUDA.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft {

// "cpu", or "cuda" in a build with --config=cuda on a machine with a GPU.
absl::StatusOr<at::Device> ParseDevice(std::string_view name);

// Moves the tensors there, for everybody who holds them.
void MoveTo(at::Device device, const std::vector<NamedTensor>& tensors);

}  // namespace graft
