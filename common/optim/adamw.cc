#include "common/optim/adamw.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "common/base/check.h"
#include "common/kernels/adamw_rows.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

// By blocks whose sums are added in order: the same for any thread count.
template <class T>
double Norm(const at::Tensor& flat) {
  constexpr int64_t kBlock = 1 << 16;
  const T* x = flat.const_data_ptr<T>();
  const int64_t size = flat.numel(), blocks = (size + kBlock - 1) / kBlock;
  std::vector<double> sums(blocks);
  ParallelFor(0, blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      sums[i] =
          adamw::SumOfSquares(x + i * kBlock, std::min(kBlock, size - i * kBlock));
  });
  return std::sqrt(std::accumulate(sums.begin(), sums.end(), 0.0));
}

template <class T>
void UpdateRange(const adamw::Rule<T>& rule, int64_t begin, int64_t end,
                 const at::Tensor& gradient, at::Tensor& value, at::Tensor& m,
                 at::Tensor& v) {
  const T* g = gradient.const_data_ptr<T>();
  T *p = value.mutable_data_ptr<T>(), *first = m.mutable_data_ptr<T>(),
    *second = v.mutable_data_ptr<T>();
  ParallelFor(begin, end, 1 << 16, [&](int64_t b, int64_t e) {
    adamw::Update(rule, e - b, g + b, p + b, first + b, second + b);
  });
}

}  // namespace

AdamW::AdamW(std::vector<NamedTensor> parameters, AdamWConfig config)
    : parameters_(std::move(parameters)), config_(std::move(config)) {
  const NoGrad no_grad;
  int64_t size = 0;
  for (const auto& [name, tensor] : parameters_) {
    CHECK(tensor.is_leaf() && tensor.requires_grad()) << name << " is not trainable";
    CHECK(tensor.scalar_type() == parameters_[0].tensor.scalar_type()) << name;
    size += tensor.numel();
  }
  const auto options = parameters_.empty() ? at::TensorOptions(at::kFloat)
                                           : parameters_[0].tensor.options();
  values_ = at::zeros({size}, options.requires_grad(false));
  gradient_ = at::zeros_like(values_);
  m_ = at::zeros_like(values_);
  v_ = at::zeros_like(values_);
  int64_t at = 0;
  for (auto& [name, tensor] : parameters_) {
    const int64_t end = at + tensor.numel();
    const auto view = [&](const at::Tensor& flat) {
      return flat.slice(0, at, end).view(tensor.sizes());
    };
    view(values_).copy_(tensor);
    tensor.set_data(view(values_));
    tensor.mutable_grad() = view(gradient_);
    const bool decays = !config_.decays || config_.decays(name);
    if (segments_.empty() || segments_.back().decays != decays)
      segments_.push_back({at, end, decays});
    segments_.back().end = end;
    at = end;
  }
}

void AdamW::Step(double rate, double gradient_scale) {
  const NoGrad no_grad;
  ++steps_;
  const double correction1 = 1 - std::pow(config_.beta1, steps_);
  const double correction2 = 1 - std::pow(config_.beta2, steps_);
  for (const Segment& s : segments_) {
    const double decay = s.decays ? config_.weight_decay : 0;
    const auto run = [&]<class T>(T) {
      const adamw::Rule<T> rule = {T(1 - rate * decay),
                                   T(config_.beta1),
                                   T(1 - config_.beta1),
                                   T(config_.beta2),
                                   T(1 - config_.beta2),
                                   T(rate / correction1),
                                   T(1 / std::sqrt(correction2)),
                                   T(config_.epsilon),
                                   T(gradient_scale)};
      UpdateRange(rule, s.begin, s.end, gradient_, values_, m_, v_);
    };
    values_.scalar_type() == at::kDouble ? run(double{}) : run(float{});
  }
}

void AdamW::ZeroGradient() {
  const NoGrad no_grad;
  gradient_.zero_();
}

double AdamW::GradientNorm() const {
  return gradient_.scalar_type() == at::kDouble ? Norm<double>(gradient_)
                                                : Norm<float>(gradient_);
}

int64_t AdamW::size() const { return values_.numel(); }

std::vector<NamedTensor> AdamW::State() const {
  return {{"adamw.m", m_}, {"adamw.v", v_}};
}

void AdamW::Restore(const at::Tensor& m, const at::Tensor& v, int64_t steps) {
  const NoGrad no_grad;
  CHECK(m.sizes() == m_.sizes() && v.sizes() == v_.sizes()) << m.sizes();
  m_.copy_(m);
  v_.copy_(v);
  steps_ = steps;
}

double ClipFactor(double norm, double limit) {
  if (limit <= 0) return 1;
  return std::min(1.0, limit / (norm + 1e-6));
}

}  // namespace graft
