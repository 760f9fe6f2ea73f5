// Initial values drawn from a named stream: the same seed gives the same tensor, whatever
// else was drawn before. Within a ShapesOnly they have their shape and no memory.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/rng.h"
#include "common/tensor/tensor.h"

namespace graft {

at::Tensor Zeros(const std::vector<int64_t>& shape, at::ScalarType dtype);
// N(0, σ²); element i takes the stream's i-th normal.
at::Tensor Normal(const std::vector<int64_t>& shape, double sigma, at::ScalarType dtype,
                  const RandomStream& stream);
// U(-bound, bound).
at::Tensor Uniform(const std::vector<int64_t>& shape, double bound,
                   at::ScalarType dtype, const RandomStream& stream);
// Kaiming-uniform with a = √5 for a weight [out,in]: U(-1/√in, 1/√in), LoRA's start of A.
at::Tensor KaimingUniform(int64_t out, int64_t in, at::ScalarType dtype,
                          const RandomStream& stream);

}  // namespace graft
