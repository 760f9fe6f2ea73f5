#include "common/kernels/hard_concrete.h"

#include <algorithm>
#include <vector>

#include "common/base/check.h"
#include "common/tensor/autograd.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

using hard_concrete::Gate;
using hard_concrete::Rule;
using hard_concrete::Sums;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t kBlock = 1 << 16;             // elements; fixes the order of sums
constexpr uint64_t kGroup = uint64_t{1} << 62;  // the index of z_g's noise

// Calls body(S{}) with the element type of θ.
template <class Body>
void ForType(at::ScalarType dtype, const Body& body) {
  if (dtype == at::kDouble) return body(double{});
  if (dtype == at::kBFloat16) return body(Bf16{});
  CHECK(dtype == at::kFloat) << "gates beside " << dtype;
  body(float{});
}

template <class T>
T* Data(const at::Tensor& t) {
  return static_cast<T*>(t.data_ptr());
}

// Calls body(block, begin, end) for the blocks of a tensor.
template <class Body>
void ForBlocks(int64_t size, const Body& body) {
  ParallelFor(0, (size + kBlock - 1) / kBlock, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i)
      body(i, i * kBlock, std::min(size, (i + 1) * kBlock));
  });
}

Rule RuleOf(const HardConcrete& gates) {
  return {gates.lower, gates.upper, gates.noise, gates.key, 1, gates.lambda};
}

// The gate of the whole tensor; open for good if there is none.
Gate GroupGate(const HardConcrete& gates, const at::Tensor& alpha_group) {
  if (!alpha_group.defined()) return {1, 0, 1, 0};
  return hard_concrete::Evaluate(RuleOf(gates), alpha_group.item<double>(), kGroup);
}

// What the elements' pass is told: z_g, and what P(z_i > 0) costs.
Rule ElementRule(const HardConcrete& gates, const Gate& group) {
  Rule rule = RuleOf(gates);
  rule.group = group.z;
  if (gates.form == L0Form::kProduct) rule.penalty *= group.open;
  return rule;
}

at::Tensor Pass(const HardConcrete& gates, const at::Tensor& theta0,
                const at::Tensor& w, const at::Tensor& alpha,
                const at::Tensor& alpha_group) {
  const Rule rule = ElementRule(gates, GroupGate(gates, alpha_group));
  const at::Tensor base = theta0.contiguous();
  at::Tensor theta = at::empty_like(base);
  ForType(theta.scalar_type(), [&](auto type) {
    using S = decltype(type);
    using A = AccumulatorOf<S>;
    ForBlocks(w.numel(), [&](int64_t, int64_t begin, int64_t end) {
      hard_concrete::Forward(rule, begin, end, Data<S>(base), Data<A>(w),
                             Data<A>(alpha), Data<S>(theta));
    });
  });
  return theta;
}

// The gradient's buffer, made if it is not there.
at::Tensor Gradient(const at::Tensor& leaf) {
  at::Tensor& gradient = leaf.mutable_grad();
  if (!gradient.defined()) gradient = at::zeros_like(leaf);
  CHECK(gradient.is_contiguous());
  return gradient;
}

void AddGradients(const HardConcrete& gates, const at::Tensor& d_theta,
                  const at::Tensor& w, const at::Tensor& alpha,
                  const at::Tensor& alpha_group) {
  const Gate group = GroupGate(gates, alpha_group);
  const Rule rule = ElementRule(gates, group);
  const at::Tensor d_w = Gradient(w), d_alpha = Gradient(alpha);
  std::vector<Sums> sums((w.numel() + kBlock - 1) / kBlock);
  ForType(d_theta.scalar_type(), [&](auto type) {
    using S = decltype(type);
    using A = AccumulatorOf<S>;
    ForBlocks(w.numel(), [&](int64_t block, int64_t begin, int64_t end) {
      sums[block] =
          hard_concrete::Backward(rule, begin, end, Data<S>(d_theta), Data<A>(w),
                                  Data<A>(alpha), Data<A>(d_w), Data<A>(d_alpha));
    });
  });
  if (!alpha_group.defined()) return;
  Sums all;
  for (const Sums& s : sums) {
    all.slope += s.slope;
    all.open += s.open;
  }
  const double gates_open = gates.form == L0Form::kProduct ? all.open : 1;
  Gradient(alpha_group)
      .add_(all.slope * group.d_z + gates.lambda * gates_open * group.d_open);
}

// w, α and α_g are inputs so that LibTorch calls backward, which adds to their gradients
// itself and returns none.
class GatedSumFunction : public torch::autograd::Function<GatedSumFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& w,
                            const at::Tensor& alpha,
                            const std::optional<at::Tensor>& alpha_group,
                            const at::Tensor& theta0, const HardConcrete* gates) {
    context->save_for_backward({w, alpha, alpha_group.value_or(at::Tensor())});
    const NoGrad no_grad;
    context->saved_data["lower"] = gates->lower;
    context->saved_data["upper"] = gates->upper;
    context->saved_data["noise"] = static_cast<int64_t>(gates->noise);
    context->saved_data["key"] = static_cast<int64_t>(gates->key);
    context->saved_data["lambda"] = gates->lambda;
    context->saved_data["form"] = static_cast<int64_t>(gates->form);
    return Pass(*gates, theta0, w, alpha, alpha_group.value_or(at::Tensor()));
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const variable_list saved = context->get_saved_variables();
    const NoGrad no_grad;
    auto& data = context->saved_data;
    const HardConcrete gates = {
        data["lower"].toDouble(),
        data["upper"].toDouble(),
        static_cast<hard_concrete::Noise>(data["noise"].toInt()),
        static_cast<uint64_t>(data["key"].toInt()),
        data["lambda"].toDouble(),
        static_cast<L0Form>(data["form"].toInt())};
    AddGradients(gates, grads[0].contiguous(), saved[0], saved[1], saved[2]);
    return {{}, {}, {}, {}, {}};
  }
};

void CheckFit(const at::Tensor& theta0, const at::Tensor& w, const at::Tensor& alpha,
              const at::Tensor& alpha_group) {
  const auto type = theta0.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
  for (const at::Tensor& t : {w, alpha}) {
    CHECK(t.sizes() == theta0.sizes()) << t.sizes() << " beside " << theta0.sizes();
    CHECK(t.scalar_type() == type && t.is_contiguous() && t.is_cpu())
        << t.scalar_type() << " beside " << theta0.scalar_type();
  }
  if (alpha_group.defined()) CHECK_EQ(alpha_group.numel(), 1);
}

}  // namespace

at::Tensor GatedSum(const HardConcrete& gates, const at::Tensor& theta0,
                    const at::Tensor& w, const at::Tensor& alpha,
                    const at::Tensor& alpha_group) {
  CheckFit(theta0, w, alpha, alpha_group);
  const std::optional<at::Tensor> group =
      alpha_group.defined() ? std::optional(alpha_group) : std::nullopt;
  return GatedSumFunction::apply(w, alpha, group, theta0, &gates);
}

at::Tensor GatedDiff(const HardConcrete& gates, const at::Tensor& w,
                     const at::Tensor& alpha, const at::Tensor& alpha_group) {
  const NoGrad no_grad;
  CheckFit(w, w, alpha, alpha_group);
  return Pass(gates, at::zeros_like(w), w, alpha, alpha_group);
}

double ExpectedL0(const HardConcrete& gates, const at::Tensor& alpha,
                  const at::Tensor& alpha_group) {
  const NoGrad no_grad;
  const double shift = std::log(-gates.lower / gates.upper);
  const double open = (alpha.to(at::kDouble) - shift).sigmoid().sum().item<double>();
  if (!alpha_group.defined()) return open;
  const double group = GroupGate(gates, alpha_group).open;
  return gates.form == L0Form::kProduct ? open * group : open + group;
}

}  // namespace graft
