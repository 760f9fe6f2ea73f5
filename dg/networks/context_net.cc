#include "dg/networks/context_net.h"

#include <cmath>
#include <utility>

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int64_t kWidth = 64, kKernel = 5, kPadding = 2;
// Places in the Sequential: convolution, normalisation, ReLU.
constexpr int kModules = 3;

}  // namespace

ContextNet::ContextNet(int64_t channels, at::ScalarType dtype,
                       const RandomStream& init) {
  int64_t in = channels;
  for (const int64_t out : {kWidth, kWidth, int64_t{1}}) {
    const RandomStream stream = init.Fork(convolutions_.size());
    const double bound = 1 / std::sqrt(static_cast<double>(kKernel * kKernel * in));
    convolutions_.push_back(
        {Uniform({out, in, kKernel, kKernel}, bound, dtype, stream.Fork("weight"))
             .requires_grad_(),
         Uniform({out}, bound, dtype, stream.Fork("bias")).requires_grad_()});
    if (out == kWidth) norms_.emplace_back(out, dtype);
    in = out;
  }
}

at::Tensor ContextNet::operator()(const at::Tensor& x, bool training) const {
  CHECK(x.dim() == 4 && x.size(1) == convolutions_[0].weight.size(1)) << x.sizes();
  at::Tensor h = x;
  for (size_t i = 0; i < convolutions_.size(); ++i) {
    h = at::conv2d(h, convolutions_[i].weight, convolutions_[i].bias, {1, 1},
                   {kPadding, kPadding});
    if (i < norms_.size()) h = at::relu(norms_[i](h, training));
  }
  return h;
}

std::vector<NamedTensor> ContextNet::Tensors() const {
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < convolutions_.size(); ++i) {
    all.push_back({StrCat(kModules * i, ".weight"), convolutions_[i].weight});
    all.push_back({StrCat(kModules * i, ".bias"), convolutions_[i].bias});
    if (i == norms_.size()) break;
    for (NamedTensor& t : norms_[i].Tensors(StrCat(kModules * i + 1)))
      all.push_back(std::move(t));
  }
  return all;
}

std::vector<NamedTensor> ContextNet::Buffers() const {
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < norms_.size(); ++i)
    for (NamedTensor& t : norms_[i].Buffers(StrCat(kModules * i + 1)))
      all.push_back(std::move(t));
  return all;
}

}  // namespace graft
