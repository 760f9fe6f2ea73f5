// Naive twin of RaggedAttention: one query at a time, softmax as written, float64.
#pragma once

#include <cmath>
#include <vector>

#include "common/tensor/ops.h"

namespace graft::ref {

struct Attention {
  at::Tensor context, log_sum_exp;
};

// q, k, v [N,C] float64; prefix [H,L,D] or null.
inline Attention Attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                        const std::vector<int64_t>& starts, int64_t heads,
                        const at::Tensor* prefix_key, const at::Tensor* prefix_value) {
  const int64_t size = q.size(1) / heads;
  Attention out = {at::zeros_like(q), at::zeros({q.size(0), heads}, at::kDouble)};
  for (size_t b = 0; b + 1 < starts.size(); ++b)
    for (int64_t n = starts[b]; n < starts[b + 1]; ++n)
      for (int64_t h = 0; h < heads; ++h) {
        std::vector<at::Tensor> keys, values;
        const auto head = [&](const at::Tensor& t, int64_t row) {
          return t[row].slice(0, h * size, (h + 1) * size);
        };
        for (int64_t l = 0; prefix_key != nullptr && l < prefix_key->size(1); ++l) {
          keys.push_back((*prefix_key)[h][l]);
          values.push_back((*prefix_value)[h][l]);
        }
        for (int64_t j = starts[b]; j < starts[b + 1]; ++j) {
          keys.push_back(head(k, j));
          values.push_back(head(v, j));
        }
        double total = 0;
        at::Tensor sum = at::zeros({size}, at::kDouble);
        for (size_t j = 0; j < keys.size(); ++j) {
          const double score = (head(q, n) * keys[j]).sum().item<double>() /
                               std::sqrt(static_cast<double>(size));
          total += std::exp(score);
          sum += std::exp(score) * values[j];
        }
        head(out.context, n).copy_(sum / total);
        out.log_sum_exp[n][h] = std::log(total);
      }
  return out;
}

}  // namespace graft::ref
