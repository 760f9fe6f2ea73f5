#include "common/optim/adamw.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "common/base/check.h"
#include "common/kernels/adamw_composite.h"
#include "common/kernels/adamw_rows.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/parallel.h"

namespace graft {
namespace {

// Σ x². By blocks whose sums are added in order: the same for any thread count.
template <class T>
double SumOfSquares(const at::Tensor& flat) {
  constexpr int64_t kBlock = 1 << 16;
  const T* x = flat.const_data_ptr<T>();
  const int64_t size = flat.numel(), blocks = (size + kBlock - 1) / kBlock;
  std::vector<double> sums(blocks);
  ParallelFor(0, blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      sums[i] =
          adamw::SumOfSquares(x + i * kBlock, std::min(kBlock, size - i * kBlock));
  });
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

double SumOfSquares(const at::Tensor& flat) {
  if (!flat.is_cpu()) return flat.square().sum().item<double>();
  return flat.scalar_type() == at::kDouble ? SumOfSquares<double>(flat)
                                           : SumOfSquares<float>(flat);
}

// A rule that was made in double, in T.
template <class T>
adamw::Rule<T> RuleIn(const adamw::Rule<double>& r) {
  return {T(r.keep), T(r.beta1),           T(r.rest1),   T(r.beta2), T(r.rest2),
          T(r.rate), T(r.root_correction), T(r.epsilon), T(r.scale)};
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
    CHECK(tensor.device() == parameters_[0].tensor.device()) << name;
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
    const int group = config_.group ? config_.group(name) : 0;
    CHECK_GE(group, 0) << name;
    if (segments_.empty() || segments_.back().decays != decays ||
        segments_.back().group != group)
      segments_.push_back({at, end, decays, group});
    segments_.back().end = end;
    at = end;
  }
}

adamw::Rule<double> AdamW::RuleOf(const Segment& segment, const GroupStep& step) const {
  const double correction1 = 1 - std::pow(config_.beta1, steps_);
  const double correction2 = 1 - std::pow(config_.beta2, steps_);
  const double decay = segment.decays ? config_.weight_decay : 0;
  return {1 - step.rate * decay,      config_.beta1,
          1 - config_.beta1,          config_.beta2,
          1 - config_.beta2,          step.rate / correction1,
          1 / std::sqrt(correction2), config_.epsilon,
          step.gradient_scale};
}

void AdamW::Step(double rate, double gradient_scale) {
  int groups = 1;
  for (const Segment& s : segments_) groups = std::max(groups, s.group + 1);
  Step(std::vector<GroupStep>(groups, {rate, gradient_scale}));
}

void AdamW::Step(const std::vector<GroupStep>& groups) {
  const NoGrad no_grad;
  ++steps_;
  for (const Segment& s : segments_) {
    CHECK_LT(s.group, static_cast<int>(groups.size()));
    const adamw::Rule<double> rule = RuleOf(s, groups[s.group]);
    const auto part = [&](const at::Tensor& flat) {
      return flat.slice(0, s.begin, s.end);
    };
    if (!values_.is_cpu())
      adamw::CompositeUpdate(rule, part(gradient_), part(values_), part(m_), part(v_));
    else if (values_.scalar_type() == at::kDouble)
      UpdateRange(rule, s.begin, s.end, gradient_, values_, m_, v_);
    else
      UpdateRange(RuleIn<float>(rule), s.begin, s.end, gradient_, values_, m_, v_);
  }
}

void AdamW::ZeroGradient() {
  const NoGrad no_grad;
  gradient_.zero_();
}

double AdamW::GradientNorm() const { return std::sqrt(SumOfSquares(gradient_)); }

double AdamW::GradientNorm(int group) const {
  double sum = 0;
  for (const Segment& s : segments_)
    if (s.group == group) sum += SumOfSquares(gradient_.slice(0, s.begin, s.end));
  return std::sqrt(sum);
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
