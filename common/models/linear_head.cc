#include "common/models/linear_head.h"

#include "common/base/check.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {

LinearHead::LinearHead(int64_t classes, int64_t hidden, double dropout,
                       at::TensorOptions options, const RandomStream& init,
                       const std::string& name)
    : name_(name), dropout_(dropout) {
  const at::ScalarType dtype = c10::typeMetaToScalarType(options.dtype());
  weight_ = Normal({classes, hidden}, 0.02, dtype, init.Fork(name + ".weight"))
                .to(options)
                .requires_grad_();
  bias_ = Zeros({classes}, dtype).to(options).requires_grad_();
}

LinearHead::LinearHead(const LinearMap& start, double dropout,
                       at::TensorOptions options)
    : dropout_(dropout) {
  weight_ = start.weight.detach().to(options).clone().requires_grad_();
  bias_ = start.bias.detach().to(options).clone().requires_grad_();
}

at::Tensor LinearHead::Logits(const at::Tensor& rows, const Dropout& dropout) const {
  CHECK_EQ(rows.size(1), weight_.size(1));
  const DropoutMask mask = dropout.At(name_, dropout_);
  return at::linear(ApplyDropout(rows.to(weight_.options()), mask), weight_, bias_);
}

std::vector<NamedTensor> LinearHead::Tensors() const {
  return {{name_ + ".weight", weight_}, {name_ + ".bias", bias_}};
}

}  // namespace graft
