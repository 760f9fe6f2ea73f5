#include "common/testing/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft::testing {
namespace {

// (f(x+h) - f(x-h)) / ((x+h) - (x-h)) in element i.
double Quotient(const std::function<at::Tensor()>& loss, double* x) {
  const double at = *x;
  const double h =
      std::cbrt(std::numeric_limits<double>::epsilon()) * std::max(1.0, std::abs(at));
  const volatile double up = at + h, down = at - h;
  *x = up;
  const double f_up = loss().item<double>();
  *x = down;
  const double f_down = loss().item<double>();
  *x = at;
  return (f_up - f_down) / (up - down);
}

}  // namespace

GradientAgreement CheckGradient(const std::function<at::Tensor()>& loss,
                                const std::vector<NamedTensor>& tensors, int64_t most) {
  for (const auto& [name, tensor] : tensors) {
    CHECK(tensor.scalar_type() == at::kDouble && tensor.is_contiguous()) << name;
    tensor.mutable_grad().reset();
  }
  const at::Tensor value = loss();
  value.backward();
  const double size = std::abs(value.item<double>());
  const NoGrad no_grad;
  GradientAgreement result;
  double dot = 0, numeric_square = 0, analytic_square = 0;
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor gradient =
        tensor.grad().defined() ? tensor.grad().contiguous() : at::zeros_like(tensor);
    const double* analytic = gradient.const_data_ptr<double>();
    double* x = static_cast<double*>(tensor.data_ptr());
    const int64_t stride = std::max<int64_t>(1, tensor.numel() / most);
    for (int64_t i = 0; i < tensor.numel(); i += stride) {
      const double numeric = Quotient(loss, x + i);
      const double error =
          std::abs(analytic[i] - numeric) / (1 + std::abs(numeric) + size);
      if (!(error <= result.worst)) {
        result.worst = error;
        result.worst_name = name;
      }
      result.identical = result.identical && analytic[i] == numeric;
      dot += analytic[i] * numeric;
      numeric_square += numeric * numeric;
      analytic_square += analytic[i] * analytic[i];
    }
  }
  result.norm = std::sqrt(analytic_square);
  result.cosine = dot / std::sqrt(numeric_square * analytic_square);
  return result;
}

bool Agrees(const GradientAgreement& a) {
  return a.worst < 1e-8 && a.cosine > 1 - 3e-6 && a.norm > 0 && !a.identical;
}

std::ostream& operator<<(std::ostream& out, const GradientAgreement& a) {
  return out << "worst error " << a.worst << " in " << a.worst_name << ", cosine 1 - "
             << 1 - a.cosine << ", norm " << a.norm
             << (a.identical ? ", bit for bit identical" : "");
}

}  // namespace graft::testing
