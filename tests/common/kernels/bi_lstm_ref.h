// BiLstm's naive twin: loops for any scalar type.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace graft::ref {

template <class T>
T Sigmoid(const T& x) {
  return T(1) / (T(1) + std::exp(-x));
}

// One direction: writes h_t [h] of x [T,in] into columns first … first+h-1 of y [T,2h].
template <class T>
void Lstm(const std::vector<T>& x, const std::vector<T>* weights, int in, int h,
          bool backwards, std::vector<T>& y) {
  const std::vector<T>&ih = weights[0], &hh = weights[1], &b_ih = weights[2],
        &b_hh = weights[3];
  const int steps = static_cast<int>(x.size()) / in;
  std::vector<T> state(h, T(0)), cell(h, T(0)), gates(4 * h);
  for (int step = 0; step < steps; ++step) {
    const int t = backwards ? steps - 1 - step : step;
    for (int k = 0; k < 4 * h; ++k) {
      gates[k] = b_ih[k] + b_hh[k];
      for (int i = 0; i < in; ++i) gates[k] += ih[k * in + i] * x[t * in + i];
      for (int i = 0; i < h; ++i) gates[k] += hh[k * h + i] * state[i];
    }
    for (int k = 0; k < h; ++k) {
      cell[k] = Sigmoid(gates[h + k]) * cell[k] +
                Sigmoid(gates[k]) * std::tanh(gates[2 * h + k]);
      state[k] = Sigmoid(gates[3 * h + k]) * std::tanh(cell[k]);
      y[t * 2 * h + (backwards ? h : 0) + k] = state[k];
    }
  }
}

// x [T,in] → [T,2h]; eight weights as BiLstm's.
template <class T>
std::vector<T> BiLstm(const std::vector<T>& x, const std::vector<T>* weights, int in,
                      int h) {
  std::vector<T> y(x.size() / in * 2 * h);
  Lstm(x, weights, in, h, false, y);
  Lstm(x, weights + 4, in, h, true, y);
  return y;
}

}  // namespace graft::ref
