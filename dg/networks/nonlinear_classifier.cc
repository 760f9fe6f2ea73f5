#include "dg/networks/nonlinear_classifier.h"

#include <utility>

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/tensor/ops.h"

namespace graft {

NonlinearClassifier::NonlinearClassifier(int64_t out, int64_t in, at::ScalarType dtype,
                                         const RandomStream& init) {
  CHECK_GE(in, 4);
  maps_.emplace_back(in / 2, in, dtype, init.Fork(0));
  maps_.emplace_back(in / 4, in / 2, dtype, init.Fork(1));
  maps_.emplace_back(out, in / 4, dtype, init.Fork(2));
}

at::Tensor NonlinearClassifier::operator()(const at::Tensor& x) const {
  return maps_[2](at::relu(maps_[1](at::relu(maps_[0](x)))));
}

std::vector<NamedTensor> NonlinearClassifier::Tensors(const std::string& name) const {
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < maps_.size(); ++i)
    for (NamedTensor& t : maps_[i].Tensors(StrCat(name, ".", 2 * i)))
      all.push_back(std::move(t));
  return all;
}

}  // namespace graft
