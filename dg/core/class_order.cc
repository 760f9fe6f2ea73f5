#include "dg/core/class_order.h"

#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {

at::Tensor RowsByClass(const at::Tensor& y, const RandomStream& stream) {
  // Below half of the distance between two labels.
  return (y + Uniform({y.size(0)}, 0.25, at::kDouble, stream)).argsort();
}

at::Tensor PartnersInClass(const at::Tensor& y, const at::Tensor& by_class) {
  const at::Tensor in_order = y.argsort(/*stable=*/true, /*dim=*/0);
  return at::empty_like(by_class).scatter_(0, in_order, by_class);
}

}  // namespace graft
