// BiLstm: one layer of a long short-term memory that reads a sequence in both directions.
//
// Paper:    Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 1997;
//           the forget gate after Gers et al., 2000. As torch.nn.LSTM computes it.
// Symbols:  x_t [in] | h_t, c_t [h] hidden and cell state, zero at the start | i, f, g, o the
//           gates, in this order in the weights
// Computes: (i, f, g, o) = x_t W_ihᵀ + b_ih + h_{t-1} W_hhᵀ + b_hh
//           c_t = σ(f) ∘ c_{t-1} + σ(i) ∘ tanh(g),  h_t = σ(o) ∘ tanh(c_t)
// Errors:   weights that do not fit x are an error of LibTorch, which ends the program.
#pragma once

#include <vector>

#include "common/tensor/tensor.h"

namespace graft {

// x [T,in]; `weights`: W_ih [4h,in], W_hh [4h,h], b_ih, b_hh [4h] forwards, then the same
// four backwards. Returns h_t of both directions side by side, [T,2h].
at::Tensor BiLstm(const at::Tensor& x, const std::vector<at::Tensor>& weights);

}  // namespace graft
