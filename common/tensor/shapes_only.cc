#include "common/tensor/shapes_only.h"

#include "common/tensor/ops.h"

namespace graft {
namespace {

thread_local bool holds = false;

}  // namespace

ShapesOnly::ShapesOnly() : outer_(holds) { holds = true; }

ShapesOnly::~ShapesOnly() { holds = outer_; }

bool ShapesOnly::Holds() { return holds; }

// Not a view of the element: autograd would then know of both.
at::Tensor ShapeOf(const std::vector<int64_t>& shape, at::ScalarType dtype) {
  const at::Tensor element = at::zeros({1}, dtype);
  const std::vector<int64_t> strides(shape.size(), 0);
  return at::from_blob(
      element.mutable_data_ptr(), shape, strides, [element](void*) {},
      at::TensorOptions(dtype));
}

}  // namespace graft
