#include "common/tensor/init.h"

#include <cmath>

#include "common/tensor/ops.h"
#include "common/tensor/shapes_only.h"

namespace graft {
namespace {

// Drawn in double and rounded, so that float32 and float64 start from the same values.
template <class Draw>
at::Tensor Fill(const std::vector<int64_t>& shape, at::ScalarType dtype,
                const Draw& draw) {
  if (ShapesOnly::Holds()) return ShapeOf(shape, dtype);
  at::Tensor values = at::empty(shape, at::kDouble);
  double* data = values.mutable_data_ptr<double>();
  for (int64_t i = 0; i < values.numel(); ++i) data[i] = draw(i);
  return values.to(dtype);
}

}  // namespace

at::Tensor Zeros(const std::vector<int64_t>& shape, at::ScalarType dtype) {
  return ShapesOnly::Holds() ? ShapeOf(shape, dtype) : at::zeros(shape, dtype);
}

at::Tensor Normal(const std::vector<int64_t>& shape, double sigma, at::ScalarType dtype,
                  const RandomStream& stream) {
  return Fill(shape, dtype, [&](int64_t i) { return sigma * stream.Normal(i); });
}

at::Tensor Uniform(const std::vector<int64_t>& shape, double bound,
                   at::ScalarType dtype, const RandomStream& stream) {
  return Fill(shape, dtype,
              [&](int64_t i) { return bound * (2 * stream.Uniform(i) - 1); });
}

at::Tensor KaimingUniform(int64_t out, int64_t in, at::ScalarType dtype,
                          const RandomStream& stream) {
  return Uniform({out, in}, 1 / std::sqrt(static_cast<double>(in)), dtype, stream);
}

}  // namespace graft
