// Tensors for tests: reproducible values, and how far two tensors are apart.
#pragma once

#include <cstdint>
#include <vector>

#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft::testing {

// Standard normal values that depend on `seed` and the shape alone; float64.
at::Tensor RandomTensor(const std::vector<int64_t>& shape, uint64_t seed);

// Overwrites every tensor with values of RandomTensor times `scale`.
void Randomise(const std::vector<NamedTensor>& tensors, uint64_t seed,
               double scale = 1);

// max |a - b| / max |b| in double; infinite if the shapes differ or anything is not finite.
double RelativeDistance(const at::Tensor& a, const at::Tensor& b);

}  // namespace graft::testing
