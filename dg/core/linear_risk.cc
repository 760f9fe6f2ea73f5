#include "dg/core/linear_risk.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor FixedLogits(const Linear& classifier, const at::Tensor& features) {
  return at::linear(features, classifier.weight().detach(), classifier.bias().detach());
}

LinearRisk::Gradient LinearRisk::ParameterGradient() const {
  const at::Tensor p = at::softmax(FixedLogits(classifier, features), 1),
                   label = y.unsqueeze(1);
  const at::Tensor delta =  // δ
      p.scatter_add(1, label, -at::ones(label.sizes(), p.options())) *
      weights.unsqueeze(-1);
  return {delta.t().mm(features), delta.sum(0)};
}

at::Tensor LinearRisk::HessianProduct(const at::Tensor& v) const {
  const at::Tensor p = at::softmax(FixedLogits(classifier, features), 1);
  const at::Tensor pu = p * features.mm(v.t());
  const at::Tensor curved = (pu - p * pu.sum(1, true)) * weights.unsqueeze(-1);
  return curved.t().mm(features);
}

}  // namespace graft
