#include "common/kernels/residual_norm.h"

#include <vector>

#include "common/base/check.h"
#include "common/kernels/residual_norm_rows.h"
#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

using residual_norm::Backward;
using residual_norm::Forward;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t kGrain =
    64;  // rows a thread takes at a time; fixes the order of sums

// Calls body(T{}) with the element type of `dtype`.
template <class Body>
auto ForType(at::ScalarType dtype, const Body& body) {
  if (dtype == at::kDouble) return body(double{});
  if (dtype == at::kBFloat16) return body(Bf16{});
  CHECK(dtype == at::kFloat) << "ResidualNorm of " << dtype;
  return body(float{});
}

template <class T>
T* Data(const at::Tensor& t) {
  return t.defined() ? static_cast<T*>(t.data_ptr()) : nullptr;
}

// Runs Rows over all rows, each thread with scratch of its own.
template <class Arguments>
void ForRows(Arguments a, const MaskRule& rule, int64_t rows) {
  using A = std::remove_pointer_t<decltype(a.scratch)>;
  ParallelFor(0, rows, kGrain, [&](int64_t begin, int64_t end) {
    std::vector<A> scratch(MaskRoom(a.columns) + a.columns);
    Arguments mine = a;
    mine.scratch = scratch.data();
    residual_norm::Rows(mine, rule, begin, end);
  });
}

// Σ over rows in fixed chunks, so that the result does not depend on the thread count.
template <class T>
std::pair<at::Tensor, at::Tensor> WeightGradients(const at::Tensor& d_z,
                                                  const at::Tensor& normal) {
  const int64_t rows = d_z.size(0), columns = d_z.size(1);
  const int64_t chunks = (rows + kGrain - 1) / kGrain;
  const auto dtype = sizeof(AccumulatorOf<T>) == 8 ? at::kDouble : at::kFloat;
  at::Tensor parts = at::zeros({2, chunks, columns}, d_z.options().dtype(dtype));
  auto* sums = parts.data_ptr<AccumulatorOf<T>>();
  ParallelFor(0, chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      residual_norm::SumRows(Data<T>(d_z), Data<T>(normal), columns, i * kGrain,
                             std::min((i + 1) * kGrain, rows), sums + i * columns,
                             sums + (chunks + i) * columns);
  });
  const at::Tensor total = parts.sum(1).to(d_z.scalar_type());
  return {total[0], total[1]};
}

class ResidualNormFunction : public torch::autograd::Function<ResidualNormFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x,
                            const std::optional<at::Tensor>& y, const at::Tensor& gamma,
                            const at::Tensor& beta, double epsilon, int64_t key,
                            double p) {
    const at::Tensor xc = x.contiguous();
    const at::Tensor yc = y ? y->contiguous() : at::Tensor();
    const at::Tensor gc = gamma.contiguous(), bc = beta.contiguous();
    at::Tensor z = at::empty_like(xc), normal = at::empty_like(xc);
    const bool wide = xc.scalar_type() == at::kDouble;
    at::Tensor inverse =
        at::empty({xc.size(0)}, xc.options().dtype(wide ? at::kDouble : at::kFloat));
    const MaskRule rule({static_cast<uint64_t>(key), p});
    ForType(xc.scalar_type(), [&](auto type) {
      using T = decltype(type);
      ForRows(Forward<T>{Data<T>(xc), Data<T>(yc), Data<T>(gc), Data<T>(bc), Data<T>(z),
                         Data<T>(normal), Data<AccumulatorOf<T>>(inverse), nullptr,
                         xc.size(1), epsilon},
              rule, xc.size(0));
    });
    context->save_for_backward({normal, inverse, gc});
    context->saved_data["key"] = key;
    context->saved_data["p"] = p;
    context->saved_data["residual"] = y.has_value();
    return z;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor d_z = grads[0].contiguous();
    const bool residual = context->saved_data["residual"].toBool();
    const double p = context->saved_data["p"].toDouble();
    const MaskRule rule({static_cast<uint64_t>(context->saved_data["key"].toInt()), p});
    at::Tensor d_x = at::empty_like(d_z);
    at::Tensor d_y = residual && p > 0 ? at::empty_like(d_z) : at::Tensor();
    std::pair<at::Tensor, at::Tensor> weights;
    const size_t gamma = residual ? 2 : 1;  // an absent y is not counted
    const bool train_weights =
        context->needs_input_grad(gamma) || context->needs_input_grad(gamma + 1);
    ForType(d_z.scalar_type(), [&](auto type) {
      using T = decltype(type);
      ForRows(Backward<T>{Data<T>(d_z), Data<T>(saved[0]), Data<T>(saved[2]),
                          Data<AccumulatorOf<T>>(saved[1]), Data<T>(d_x), Data<T>(d_y),
                          nullptr, d_z.size(1)},
              rule, d_z.size(0));
      if (train_weights) weights = WeightGradients<T>(d_z, saved[0]);
    });
    if (residual && !d_y.defined()) d_y = d_x;
    return {d_x, d_y, weights.first, weights.second, {}, {}, {}};
  }
};

}  // namespace

at::Tensor ResidualNorm(const at::Tensor& x, const at::Tensor& y,
                        const at::Tensor& gamma, const at::Tensor& beta, double epsilon,
                        DropoutMask mask) {
  CHECK_EQ(x.dim(), 2);
  CHECK(!y.defined() || y.sizes() == x.sizes()) << x.sizes() << " and " << y.sizes();
  CHECK(gamma.sizes() == x.sizes().slice(1) && beta.sizes() == gamma.sizes());
  for (const at::Tensor& t : {y, gamma, beta})
    CHECK(!t.defined() || t.scalar_type() == x.scalar_type())
        << t.scalar_type() << " beside " << x.scalar_type();
  if (!x.is_cpu())
    return at::layer_norm(y.defined() ? x + ApplyDropout(y, mask) : x, {x.size(1)},
                          gamma, beta, epsilon);
  const std::optional<at::Tensor> residual =
      y.defined() ? std::optional(y) : std::nullopt;
  return ResidualNormFunction::apply(x, residual, gamma, beta, epsilon,
                                     static_cast<int64_t>(mask.key), mask.p);
}

}  // namespace graft
