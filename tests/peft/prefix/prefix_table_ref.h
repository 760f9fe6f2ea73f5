// PrefixTableRef: naive twins of prefix tuning in loops, for any scalar type; complex<double>
// serves the complex-step derivative.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace graft::ref {

struct PrefixShape {
  int tokens, length, layers, heads, size;  // T, l, N, H, D
};

// Slot `slot` of the table [l,2·N·C]: element d of head h of virtual token j.
template <class T>
T PrefixAt(const std::vector<T>& table, const PrefixShape& s, int slot, int h, int j,
           int d) {
  return table[((j * 2 * s.layers + slot) * s.heads + h) * s.size + d];
}

// Rows of a network's table: P = tanh(E W1ᵀ + b1) W2ᵀ + b2; all row-major.
template <class T>
std::vector<T> PrefixNetwork(const std::vector<T>& e, const std::vector<T>& w1,
                             const std::vector<T>& b1, const std::vector<T>& w2,
                             const std::vector<T>& b2) {
  const size_t m = b1.size(), in = w1.size() / m, out = b2.size(), l = e.size() / in;
  std::vector<T> p(l * out);
  for (size_t j = 0; j < l; ++j)
    for (size_t o = 0; o < out; ++o) {
      p[j * out + o] = b2[o];
      for (size_t k = 0; k < m; ++k) {
        T h = b1[k];
        for (size_t i = 0; i < in; ++i) h += w1[k * in + i] * e[j * in + i];
        p[j * out + o] += w2[o * m + k] * std::tanh(h);
      }
    }
  return p;
}

// Attention of one sequence over the prefix, over its own tokens, or over both; q, k, v
// [T,H·D]. No maximum is subtracted, so that it is analytic.
template <class T>
std::vector<T> Attend(const std::vector<T>& q, const std::vector<T>& k,
                      const std::vector<T>& v, const std::vector<T>& table,
                      const PrefixShape& s, int layer, bool prefix, bool own) {
  const int channels = s.heads * s.size;
  std::vector<T> out(s.tokens * channels);
  for (int h = 0; h < s.heads; ++h)
    for (int t = 0; t < s.tokens; ++t) {
      T sum = 0;
      std::vector<T> mean(s.size);
      for (int j = prefix ? -s.length : 0; j < (own ? s.tokens : 0); ++j) {
        const auto key = [&](int d) {
          return j < 0 ? PrefixAt(table, s, 2 * layer, h, j + s.length, d)
                       : k[j * channels + h * s.size + d];
        };
        const auto value = [&](int d) {
          return j < 0 ? PrefixAt(table, s, 2 * layer + 1, h, j + s.length, d)
                       : v[j * channels + h * s.size + d];
        };
        T score = 0;
        for (int d = 0; d < s.size; ++d)
          score += q[t * channels + h * s.size + d] * key(d);
        const T e = std::exp(score / std::sqrt(double(s.size)));
        sum += e;
        for (int d = 0; d < s.size; ++d) mean[d] += e * value(d);
      }
      for (int d = 0; d < s.size; ++d)
        out[t * channels + h * s.size + d] = mean[d] / sum;
    }
  return out;
}

}  // namespace graft::ref
