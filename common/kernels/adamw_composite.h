// CompositeUpdate: a step of AdamW in LibTorch's operators, for tensors that are not on the
// CPU.
#pragma once

#include "common/kernels/adamw_rows.h"
#include "common/tensor/tensor.h"

namespace graft::adamw {

// As Update (adamw_rows.h); all tensors [n] of one dtype and device, value, m and v changed.
void CompositeUpdate(const Rule<double>& rule, const at::Tensor& gradient,
                     const at::Tensor& value, const at::Tensor& m, const at::Tensor& v);

}  // namespace graft::adamw
