// Naive twin of RaggedAttention: one query at a time, softmax as written. A template, so that
// complex<double> differentiates it.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace graft::ref {

template <class T>
struct Attention {
  std::vector<T> context, log_sum_exp;  // [N,C], [N,H]
};

// q, k, v [N,C], C = H·D; prefix [H,L,D], empty without one.
template <class T>
Attention<T> Attend(const std::vector<T>& q, const std::vector<T>& k,
                    const std::vector<T>& v, const std::vector<T>& prefix_key,
                    const std::vector<T>& prefix_value,
                    const std::vector<int64_t>& starts, size_t heads, size_t size) {
  const size_t length = prefix_key.size() / (heads * size);
  Attention<T> out;
  for (size_t b = 0; b + 1 < starts.size(); ++b)
    for (int64_t n = starts[b]; n < starts[b + 1]; ++n)
      for (size_t h = 0; h < heads; ++h) {
        std::vector<const T*> keys, values;  // D numbers each
        for (size_t l = 0; l < length; ++l) {
          keys.push_back(&prefix_key[(h * length + l) * size]);
          values.push_back(&prefix_value[(h * length + l) * size]);
        }
        for (int64_t j = starts[b]; j < starts[b + 1]; ++j) {
          keys.push_back(&k[(j * heads + h) * size]);
          values.push_back(&v[(j * heads + h) * size]);
        }
        T total = 0;
        std::vector<T> sum(size);
        for (size_t j = 0; j < keys.size(); ++j) {
          T score = 0;
          for (size_t d = 0; d < size; ++d)
            score += q[(n * heads + h) * size + d] * keys[j][d];
          const T weight = std::exp(score / std::sqrt(static_cast<double>(size)));
          total += weight;
          for (size_t d = 0; d < size; ++d) sum[d] += weight * values[j][d];
        }
        for (const T& s : sum) out.context.push_back(s / total);
        out.log_sum_exp.push_back(std::log(total));
      }
  return out;
}

}  // namespace graft::ref
