// RaggedAttention: scaled dot-product self-attention over sequences that lie one after
// another, with an optional prefix that every query sees too.
//
// Idea:      Each head of each sequence is two small matrix products on strided views: no
//            padding, no mask, no copy to [B,H,T,D], and the prefix is never concatenated.
//            Scale, softmax and dropout are one pass over a row.
// Paper:     Vaswani et al., "Attention Is All You Need", NeurIPS 2017, Eq. (1); prefix: Li
//            and Liang, "Prefix-Tuning", ACL 2021, as written in He et al.,
//            arXiv 2110.04366, Eq. (5).
// Computes:  head = dropout(softmax(q [P_k; K]ᵀ/√D)) [P_v; V]
// Saves:     the probabilities, Σ_b H T_b (L + T_b) numbers.
// Elsewhere: tensors that are not on the CPU take CompositeAttention.
// Errors:    shapes that differ are a CHECK; float and double (bfloat16 inputs are computed
//            in float and returned as bfloat16).
// Not for:   second derivatives: the backward pass is written by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/kernels/dropout.h"
#include "common/tensor/tensor.h"

namespace graft {

struct KeyValue {
  at::Tensor key;    // [H,L,D], the same for all sequences, or [B,H,L,D]
  at::Tensor value;  // as key
};

struct AttentionOutput {
  at::Tensor context;  // [N,C], as q
  at::Tensor
      log_sum_exp;  // [N,H]: log Σ_j exp(q·k_j/√D) over the prefix and the sequence
};

// k, v [N,C], C = H·D; starts [B+1]; q [N,C], or [B,C]: one query of each sequence, and the
// outputs have as many rows. Differentiable in all tensors, through both outputs.
AttentionOutput RaggedAttention(const at::Tensor& q, const at::Tensor& k,
                                const at::Tensor& v, const std::vector<int64_t>& starts,
                                int64_t heads, const std::optional<KeyValue>& prefix,
                                DropoutMask mask);

}  // namespace graft
