#include "dg/networks/batch_norm.h"

#include "common/base/check.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr double kMomentum = 0.1, kEpsilon = 1e-5;

}  // namespace

BatchNorm::BatchNorm(int64_t channels, at::ScalarType dtype)
    : weight_(at::ones({channels}, dtype).requires_grad_()),
      bias_(Zeros({channels}, dtype).requires_grad_()),
      running_mean_(Zeros({channels}, dtype)),
      running_variance_(at::ones({channels}, dtype)) {}

at::Tensor BatchNorm::operator()(const at::Tensor& x, bool training) const {
  CHECK_EQ(x.size(1), weight_.size(0));
  return at::batch_norm(x, weight_, bias_, running_mean_, running_variance_, training,
                        kMomentum, kEpsilon, /*cudnn_enabled=*/false);
}

std::vector<NamedTensor> BatchNorm::Tensors(const std::string& name) const {
  return {{name + ".weight", weight_}, {name + ".bias", bias_}};
}

std::vector<NamedTensor> BatchNorm::Buffers(const std::string& name) const {
  return {{name + ".running_mean", running_mean_},
          {name + ".running_var", running_variance_}};
}

}  // namespace graft
