#include "dg/networks/mnist_cnn.h"

#include <cmath>

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/kernels/relu_group_norm.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int64_t kGroups = 8;
constexpr double kEpsilon = 1e-5;

// [n,C,H,W] as it is, with channels last in memory even where there is one of them.
at::Tensor ChannelsLast(const at::Tensor& x) {
  return x.permute({0, 2, 3, 1}).contiguous().permute({0, 3, 1, 2});
}

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

at::Tensor MnistCnn::Features(const Inputs& x, const Pass& pass) const {
  CHECK(!x.texts() && x.values.dim() == 4 && x.values.size(1) == config_.channels)
      << x.values.sizes();
  const at::ScalarType dtype = x.values.scalar_type(),
                       narrow = config_.bfloat16 ? at::kBFloat16 : dtype;
  at::Tensor h = ChannelsLast(x.values.to(narrow));
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    h = at::conv2d(h, block.weight.to(narrow), block.bias.to(narrow),
                   {block.stride, block.stride}, {1, 1});
    h = ReluGroupNorm(h, kGroups, block.norm_weight, block.norm_bias, kEpsilon);
    if (pass.block) h = pass.AfterBlock(static_cast<int>(i), h.to(dtype)).to(narrow);
  }
  return h.mean({2, 3}, /*keepdim=*/false, dtype);
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
