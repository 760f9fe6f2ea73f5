#include "common/models/linear_head.h"

#include "common/base/check.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {

LinearHead::LinearHead(int64_t classes, int64_t hidden, double dropout,
                       at::TensorOptions options, const RandomStream& init)
    : LinearHead(
          {Normal({classes, hidden}, 0.02, at::kDouble, init.Fork("classifier.weight")),
           at::zeros({classes}, at::kDouble)},
          dropout, options) {}

LinearHead::LinearHead(const LinearMap& start, double dropout,
                       at::TensorOptions options)
    : dropout_(dropout) {
  weight_ = start.weight.detach().to(options).clone().requires_grad_();
  bias_ = start.bias.detach().to(options).clone().requires_grad_();
}

at::Tensor LinearHead::Logits(const at::Tensor& rows, const Dropout& dropout) const {
  CHECK_EQ(rows.size(1), weight_.size(1));
  const DropoutMask mask = dropout.At("classifier", dropout_);
  return at::linear(ApplyDropout(rows.to(weight_.options()), mask), weight_, bias_);
}

std::vector<NamedTensor> LinearHead::Tensors() const {
  return {{"classifier.weight", weight_}, {"classifier.bias", bias_}};
}

}  // namespace graft
