#include "common/kernels/relu_group_norm.h"

#include <vector>

#include "common/base/check.h"
#include "common/kernels/relu_group_norm_rows.h"
#include "common/tensor/autograd.h"
#include "common/tensor/gradients.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

using relu_group_norm::Backward;
using relu_group_norm::Forward;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Calls body(T{}) with the element type of `dtype`.
template <class Body>
void ForType(at::ScalarType dtype, const Body& body) {
  if (dtype == at::kDouble) return body(double{});
  if (dtype == at::kBFloat16) return body(Bf16{});
  CHECK(dtype == at::kFloat) << "ReluGroupNorm of " << dtype;
  return body(float{});
}

at::ScalarType AccumulatorType(at::ScalarType dtype) {
  return dtype == at::kDouble ? at::kDouble : at::kFloat;
}

template <class T>
T* Data(const at::Tensor& t) {
  return static_cast<T*>(t.data_ptr());
}

at::Tensor ChannelsLast(const at::Tensor& x) {
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

// Runs Images over all images, each thread with scratch of its own.
template <class Arguments>
void ForImages(Arguments a, int64_t images) {
  ParallelFor(0, images, 1, [&](int64_t begin, int64_t end) {
    std::vector<typename Arguments::A> scratch(3 * a.channels);
    Arguments mine = a;
    mine.scratch = scratch.data();
    relu_group_norm::Images(mine, begin, end);
  });
}

at::Tensor Composite(const at::Tensor& x, int64_t groups, const at::Tensor& gamma,
                     const at::Tensor& beta, double epsilon) {
  const at::Tensor wide = at::relu(x).to(gamma.scalar_type());
  return at::group_norm(wide, groups, gamma, beta, epsilon).to(x.scalar_type());
}

class ReluGroupNormFunction : public torch::autograd::Function<ReluGroupNormFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x,
                            int64_t groups, const at::Tensor& gamma,
                            const at::Tensor& beta, double epsilon) {
    const at::Tensor xc = ChannelsLast(x), gc = gamma.contiguous(),
                     bc = beta.contiguous();
    const at::Tensor y = at::empty_like(xc),
                     mean = at::empty({x.size(0), groups}, gc.options()),
                     inverse = at::empty_like(mean);
    ForType(x.scalar_type(), [&](auto type) {
      using T = decltype(type);
      using A = AccumulatorOf<T>;
      ForImages(Forward<T>{Data<T>(xc), Data<A>(gc), Data<A>(bc), Data<T>(y),
                           Data<A>(mean), Data<A>(inverse), nullptr,
                           x.size(2) * x.size(3), x.size(1), groups, epsilon},
                x.size(0));
    });
    context->save_for_backward({x, gamma, beta, mean, inverse});
    context->saved_data["groups"] = groups;
    context->saved_data["epsilon"] = epsilon;
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const variable_list saved = context->get_saved_variables();
    const int64_t groups = context->saved_data["groups"].toInt();
    variable_list d =
        at::GradMode::is_enabled()
            ? Differentiable(saved, groups, context->saved_data["epsilon"].toDouble(),
                             grads[0])
            : Plain(saved, groups, grads[0]);
    return {d[0], {}, d[1], d[2], {}};
  }

 private:
  static variable_list Plain(const variable_list& saved, int64_t groups,
                             const at::Tensor& d_y) {
    const at::Tensor x = ChannelsLast(saved[0]), dc = ChannelsLast(d_y),
                     gc = saved[1].contiguous(), d_x = at::empty_like(x);
    const at::Tensor d_gamma = at::empty({x.size(0), x.size(1)}, gc.options()),
                     d_beta = at::empty_like(d_gamma);
    ForType(x.scalar_type(), [&](auto type) {
      using T = decltype(type);
      using A = AccumulatorOf<T>;
      ForImages(Backward<T>{Data<T>(dc), Data<T>(x), Data<A>(gc), Data<A>(saved[3]),
                            Data<A>(saved[4]), Data<T>(d_x), Data<A>(d_gamma),
                            Data<A>(d_beta), nullptr, x.size(2) * x.size(3), x.size(1),
                            groups},
                x.size(0));
    });
    return {d_x, d_gamma.sum(0), d_beta.sum(0)};
  }

  // For a gradient that is itself differentiated.
  static variable_list Differentiable(const variable_list& saved, int64_t groups,
                                      double epsilon, const at::Tensor& d_y) {
    const at::Tensor y = Composite(saved[0], groups, saved[1], saved[2], epsilon);
    variable_list of, d(3);
    for (int i = 0; i < 3; ++i)
      if (saved[i].requires_grad()) of.push_back(saved[i]);
    const variable_list gradients = Gradients(y, d_y, of, /*create_graph=*/true);
    for (int i = 0, at = 0; i < 3; ++i)
      if (saved[i].requires_grad()) d[i] = gradients[at++];
    return d;
  }
};

}  // namespace

at::Tensor ReluGroupNorm(const at::Tensor& x, int64_t groups, const at::Tensor& gamma,
                         const at::Tensor& beta, double epsilon) {
  CHECK_EQ(x.dim(), 4);
  CHECK(gamma.dim() == 1 && gamma.size(0) == x.size(1) && beta.sizes() == gamma.sizes())
      << gamma.sizes() << " and " << beta.sizes() << " for " << x.sizes();
  CHECK(groups > 0 && x.size(1) % groups == 0) << groups << " groups of " << x.size(1);
  for (const at::Tensor& t : {gamma, beta})
    CHECK(t.scalar_type() == AccumulatorType(x.scalar_type())) << t.scalar_type();
  if (!x.is_cpu()) return Composite(x, groups, gamma, beta, epsilon);
  return ReluGroupNormFunction::apply(x, groups, gamma, beta, epsilon);
}

}  // namespace graft
