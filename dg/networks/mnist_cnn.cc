#include "dg/networks/mnist_cnn.h"

#include <cmath>

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int64_t kGroups = 8;

}  // namespace

MnistCnn::MnistCnn(const MnistCnnConfig& config, at::ScalarType dtype,
                   const RandomStream& init)
    : config_(config) {
  CHECK_EQ(config.width % kGroups, 0);
  const int64_t w = config.width;
  int64_t in = config.channels;
  for (const auto& [out, stride] : std::vector<std::pair<int64_t, int64_t>>{
           {w, 1}, {2 * w, 2}, {2 * w, 1}, {2 * w, 1}}) {
    const RandomStream stream = init.Fork(StrCat("conv", blocks_.size() + 1));
    const double bound = 1 / std::sqrt(static_cast<double>(9 * in));
    Block block = {Uniform({out, in, 3, 3}, bound, dtype, stream.Fork("weight")),
                   Uniform({out}, bound, dtype, stream.Fork("bias")),
                   at::ones({out}, dtype), Zeros({out}, dtype), stride};
    for (at::Tensor* t :
         {&block.weight, &block.bias, &block.norm_weight, &block.norm_bias})
      t->requires_grad_();
    blocks_.push_back(std::move(block));
    in = out;
  }
}

at::Tensor MnistCnn::Convolve(const Block& block, const at::Tensor& x) const {
  const auto convolve = [&](at::ScalarType type) {
    return at::conv2d(x.to(type), block.weight.to(type), block.bias.to(type),
                      {block.stride, block.stride}, {1, 1});
  };
  if (config_.bfloat16) return convolve(at::kBFloat16).to(x.scalar_type());
  return convolve(x.scalar_type());
}

at::Tensor MnistCnn::Features(const Inputs& x, const Pass& pass) const {
  CHECK(!x.texts() && x.values.dim() == 4 && x.values.size(1) == config_.channels)
      << x.values.sizes();
  at::Tensor h = x.values;
  for (size_t i = 0; i < blocks_.size(); ++i) {
    h = at::group_norm(at::relu(Convolve(blocks_[i], h)), kGroups,
                       blocks_[i].norm_weight, blocks_[i].norm_bias);
    h = pass.AfterBlock(static_cast<int>(i), h);
  }
  return h.mean({2, 3});
}

std::vector<int64_t> MnistCnn::block_widths() const {
  const int64_t w = config_.width;
  return {w, 2 * w, 2 * w, 2 * w};
}

std::vector<NamedTensor> MnistCnn::Tensors() const {
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < blocks_.size(); ++i) {
    all.push_back({StrCat("conv", i + 1, ".weight"), blocks_[i].weight});
    all.push_back({StrCat("conv", i + 1, ".bias"), blocks_[i].bias});
    all.push_back({StrCat("bn", i, ".weight"), blocks_[i].norm_weight});
    all.push_back({StrCat("bn", i, ".bias"), blocks_[i].norm_bias});
  }
  return all;
}

}  // namespace graft
