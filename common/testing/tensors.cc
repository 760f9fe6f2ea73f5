#include "common/testing/tensors.h"

#include <limits>

#include "common/tensor/init.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft::testing {

at::Tensor RandomTensor(const std::vector<int64_t>& shape, uint64_t seed) {
  return Normal(shape, 1, at::kDouble, RandomStream(seed, "test"));
}

void Randomise(const std::vector<NamedTensor>& tensors, uint64_t seed, double scale) {
  const NoGrad no_grad;
  for (const auto& [name, tensor] : tensors)
    tensor.copy_(RandomTensor(tensor.sizes().vec(), seed++) * scale);
}

double RelativeDistance(const at::Tensor& a, const at::Tensor& b) {
  const double infinite = std::numeric_limits<double>::infinity();
  if (a.sizes() != b.sizes()) return infinite;
  const NoGrad no_grad;
  const at::Tensor x = a.to(at::kDouble), y = b.to(at::kDouble);
  const double distance =
      ((x - y).abs().max() / y.abs().max().clamp_min(1e-300)).item<double>();
  return distance == distance ? distance : infinite;
}

}  // namespace graft::testing
