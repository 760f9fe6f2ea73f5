// NoGrad: while it lives, this thread records nothing for a backward pass.
#pragma once

#include <ATen/core/grad_mode.h>

namespace graft {

using NoGrad = at::NoGradGuard;

}  // namespace graft
