// CompositeAttention: RaggedAttention in LibTorch's operators, one sequence after another.
//
// Idea:   what the fused kernel computes, for tensors that are not on the CPU; LibTorch
//         records the backward pass. Dropout draws other masks than the fused kernel's.
// Errors: shapes are the caller's to check.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "common/kernels/dropout.h"
#include "common/tensor/tensor.h"

namespace graft {

// q, k, v, starts as RaggedAttention's; prefix_key and prefix_value [H,L,D] or [B,H,L,D],
// undefined without one. Returns the context, as q, and log Σ exp of the scores [.,H].
std::pair<at::Tensor, at::Tensor> CompositeAttention(
    const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
    const std::vector<int64_t>& starts, int64_t heads, const at::Tensor& prefix_key,
    const at::Tensor& prefix_value, DropoutMask mask);

}  // namespace graft
