// Naive twin of GatedSum: the formulas of hard_concrete.h, element by element. A template, so
// that complex<double> differentiates it.
#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace graft::ref {

template <class T>
T Gate(T alpha, double u, double lower, double upper) {
  using std::exp;
  const T s = 1.0 / (1.0 + exp(-(std::log(u) - std::log(1 - u) + alpha)));
  const T stretched = s * (upper - lower) + lower;
  if (std::real(stretched) < 0) return 0;
  if (std::real(stretched) > 1) return 1;
  return stretched;
}

// u has one more element than θ0: the whole tensor's. No α_g: its gate is open.
template <class T>
std::vector<T> GatedSum(const std::vector<double>& theta0, const std::vector<T>& w,
                        const std::vector<T>& alpha, const std::vector<T>& alpha_group,
                        const std::vector<double>& u, double lower, double upper) {
  const T group =
      alpha_group.empty() ? T(1) : Gate(alpha_group[0], u.back(), lower, upper);
  std::vector<T> theta(w.size());
  for (size_t i = 0; i < w.size(); ++i)
    theta[i] = theta0[i] + Gate(alpha[i], u[i], lower, upper) * group * w[i];
  return theta;
}

}  // namespace graft::ref
