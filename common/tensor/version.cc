#include "common/tensor/version.h"

#include <torch/headeronly/version.h>

namespace graft {

std::string LibTorchVersion() { return TORCH_VERSION; }

}  // namespace graft
