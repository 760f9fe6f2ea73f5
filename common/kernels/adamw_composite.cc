#include "common/kernels/adamw_composite.h"

#include "common/tensor/ops.h"

namespace graft::adamw {

void CompositeUpdate(const Rule<double>& rule, const at::Tensor& gradient,
                     const at::Tensor& value, const at::Tensor& m,
                     const at::Tensor& v) {
  const at::Tensor g = gradient * rule.scale;
  m.mul_(rule.beta1).add_(g, rule.rest1);
  v.mul_(rule.beta2).addcmul_(g, g, rule.rest2);
  const at::Tensor root = v.sqrt().mul_(rule.root_correction).add_(rule.epsilon);
  value.mul_(rule.keep).addcdiv_(m, root, -rule.rate);
}

}  // namespace graft::adamw
