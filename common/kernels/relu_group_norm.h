// ReluGroupNorm: ReLU and GroupNorm in one pass over memory, channels last.
//
// Idea:      In DomainBed's network for digits every convolution is followed by both. Apart they
//            read and write an image's activations nine times, forward and back, and GroupNorm
//            is slow on channels that come last, where convolutions are fast. Here an image
//            stays in cache and its channels are what is vectorised.
// Paper:     Wu and He, "Group Normalization", ECCV 2018, arXiv 1803.08494, Eq. (1), (7).
// Computes:  r = max(x, 0),   y = γ_c (r - μ_g)/σ_g + β_c with the mean and deviation
//            σ_g = √(var + ε) of image n's group g of C/G channels over all places
// Elsewhere: tensors that are not on the CPU, and second derivatives, take LibTorch's operators.
// Saves:     x; μ and 1/σ [n,G].
// Errors:    shapes and dtypes that do not fit are a CHECK; float, double and bfloat16
//            (arithmetic, γ and β in float).
// Tested:    against LibTorch's, a naive twin and central differences, twice differentiated.
#pragma once

#include <cstdint>

#include "common/tensor/tensor.h"

namespace graft {

// x [n,C,H,W]; gamma, beta [C]; returns y [n,C,H,W] of x's dtype, channels last.
at::Tensor ReluGroupNorm(const at::Tensor& x, int64_t groups, const at::Tensor& gamma,
                         const at::Tensor& beta, double epsilon);

}  // namespace graft
