#include "common/kernels/dropout.h"

#include <vector>

#include "common/base/check.h"
#include "common/kernels/dropout_rows.h"
#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

// The factors 0 or 1/(1-p') as a tensor like x.
at::Tensor Factors(const at::Tensor& x, DropoutMask mask) {
  const int64_t columns = x.size(-1), rows = x.numel() / columns;
  at::Tensor factors = at::empty(x.sizes(), at::kFloat);  // drawn on the CPU
  float* out = factors.data_ptr<float>();
  const MaskRule rule(mask);
  ParallelFor(0, rows, 64, [&](int64_t begin, int64_t end) {
    MaskRows(rule, begin, end - begin, columns, out + begin * columns);
  });
  return factors.to(x.options());
}

class DropoutFunction : public torch::autograd::Function<DropoutFunction> {
 public:
  static at::Tensor forward(torch::autograd::AutogradContext* context,
                            const at::Tensor& x, int64_t key, double p) {
    context->saved_data["key"] = key;
    context->saved_data["p"] = p;
    return x * Factors(x, {static_cast<uint64_t>(key), p});
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext* context, torch::autograd::variable_list grads) {
    const auto key = static_cast<uint64_t>(context->saved_data["key"].toInt());
    const double p = context->saved_data["p"].toDouble();
    return {grads[0] * Factors(grads[0], {key, p}), {}, {}};
  }
};

}  // namespace

DropoutMask Dropout::At(std::string_view site, double p) const {
  CHECK(p >= 0 && p < 1) << "dropout probability " << p;
  if (!stream_ || p == 0) return {};
  return {stream_->Fork(site).key(), p};
}

at::Tensor ApplyDropout(const at::Tensor& x, DropoutMask mask) {
  if (mask.p == 0) return x;
  return DropoutFunction::apply(x, static_cast<int64_t>(mask.key), mask.p);
}

}  // namespace graft
