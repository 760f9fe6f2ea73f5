// Prepend: a prompt in front of every sequence of a batch.
#pragma once

#include "common/tensor/ragged.h"
#include "common/tensor/tensor.h"

namespace graft {

// [P; X_b]: the rows of `prompt` [l,C], in x's dtype, as virtual tokens of each sequence b.
Ragged Prepend(const at::Tensor& prompt, const Ragged& x);

}  // namespace graft
