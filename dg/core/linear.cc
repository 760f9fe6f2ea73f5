#include "dg/core/linear.h"

#include <cmath>

#include "common/base/check.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {

Linear::Linear(int64_t out, int64_t in, at::ScalarType dtype, const RandomStream& init)
    : weight_(KaimingUniform(out, in, dtype, init.Fork("weight")).requires_grad_()),
      bias_(Uniform({out}, 1 / std::sqrt(static_cast<double>(in)), dtype,
                    init.Fork("bias"))
                .requires_grad_()) {}

at::Tensor Linear::operator()(const at::Tensor& x) const {
  CHECK_EQ(x.size(-1), weight_.size(1));
  return at::linear(x, weight_, bias_);
}

std::vector<NamedTensor> Linear::Tensors(const std::string& name) const {
  return {{name + ".weight", weight_}, {name + ".bias", bias_}};
}

}  // namespace graft
