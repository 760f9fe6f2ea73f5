// LibTorchVersion: the version this program was built against, "2.11.0".
#pragma once

#include <string>

namespace graft {

std::string LibTorchVersion();

}  // namespace graft
