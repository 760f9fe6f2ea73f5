// NamedTensor: a tensor and what it is called on disk.
#pragma once

#include <string>

#include "common/tensor/tensor.h"

namespace graft {

struct NamedTensor {
  std::string name;
  at::Tensor tensor;
};

}  // namespace graft
