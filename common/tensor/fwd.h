// Forward declaration of the tensor, so that headers which only name it cost nothing.
#pragma once

namespace at {
class Tensor;
}  // namespace at
