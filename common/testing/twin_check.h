// TwinCheck: a value and its gradient beside those of a naive twin.
//
// Idea: the twin is a template in loops. In double it gives the value; in complex<double> one
//       step of 1e-50 i gives the derivative of Σ y² to full precision, without a
//       subtraction: Im f(x + ih)/h = f'(x) + O(h²). The twin must be analytic: no abs and no
//       conj, and a branch looks at the real part.
// Paper: Squire and Trapp, "Using complex variables to estimate derivatives of real
//        functions", SIAM Review 40(1), 1998.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <functional>
#include <vector>

#include "common/tensor/named_tensor.h"
#include "common/tensor/ops.h"

namespace graft::testing {

template <class T>
std::vector<T> Values(const at::Tensor& t) {
  const at::Tensor c = t.detach().contiguous().to(at::kDouble);
  return {c.const_data_ptr<double>(), c.const_data_ptr<double>() + c.numel()};
}

// `ours` computes y from `tensors` (float64 leaves that require a gradient); `twin` maps
// std::vector<std::vector<T>>, their values in order, to y's values, for T = double and
// complex<double>. Values may differ by `rounding` times the largest: two sums of at most two
// dozen terms, each rounded by ε/2, and some terms twice as large as their sum. A gradient of
// Σ y² sums 2y times such numbers over up to 40 elements, whose roundings add up to six times
// one's.
template <class Twin>
void ExpectEqualToTwin(const std::function<at::Tensor()>& ours,
                       const std::vector<NamedTensor>& tensors, const Twin& twin,
                       double rounding = 48 * 0x1p-52) {
  using C = std::complex<double>;
  std::vector<std::vector<double>> plain;
  std::vector<std::vector<C>> step;
  for (const NamedTensor& t : tensors) {
    plain.push_back(Values<double>(t.tensor));
    step.push_back(Values<C>(t.tensor));
    t.tensor.mutable_grad().reset();
  }
  const at::Tensor y = ours();
  const std::vector<double> got = Values<double>(y), want = twin(plain);
  ASSERT_EQ(got.size(), want.size());
  double scale = 1;
  for (const double v : want) scale = std::max(scale, std::abs(v));
  for (size_t i = 0; i < want.size(); ++i)
    EXPECT_NEAR(got[i], want[i], rounding * scale) << "element " << i;
  y.square().sum().backward();
  for (size_t t = 0; t < tensors.size(); ++t) {
    ASSERT_TRUE(tensors[t].tensor.grad().defined()) << tensors[t].name;
    const std::vector<double> gradient = Values<double>(tensors[t].tensor.grad());
    for (size_t i = 0; i < gradient.size(); ++i) {
      step[t][i] += C(0, 1e-50);
      C loss = 0;
      for (const C& v : twin(step)) loss += v * v;
      step[t][i] = plain[t][i];
      EXPECT_NEAR(gradient[i], loss.imag() / 1e-50,
                  2 * 6 * rounding * scale * (1 + std::abs(gradient[i])))
          << tensors[t].name << " element " << i;
    }
  }
}

}  // namespace graft::testing
