#include "dg/networks/mlp.h"

#include "common/base/check.h"
#include "common/base/strings.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

std::string MapName(size_t index, size_t count) {
  if (index == 0) return "input";
  return index + 1 == count ? "output" : StrCat("hiddens.", index - 1);
}

}  // namespace

Mlp::Mlp(const MlpConfig& config, at::ScalarType dtype, const RandomStream& init)
    : config_(config) {
  CHECK_GE(config.depth, 2);
  for (int64_t i = 0; i < config.depth; ++i) {
    const bool first = i == 0, last = i + 1 == config.depth;
    maps_.emplace_back(last ? config.outputs : config.width,
                       first ? config.inputs : config.width, dtype,
                       init.Fork(MapName(i, config.depth)));
  }
}

at::Tensor Mlp::Activate(const at::Tensor& h) const {
  return config_.leak == 0 ? at::relu(h) : h.maximum(config_.leak * h);
}

at::Tensor Mlp::Forward(const at::Tensor& x, const Pass& pass,
                        const std::string& site) const {
  at::Tensor h = x;
  for (size_t i = 0; i < maps_.size(); ++i) {
    h = maps_[i](h);
    if (i + 1 == maps_.size()) break;
    if (config_.dropout > 0)
      h = ApplyDropout(h, pass.dropout.At(StrCat(site, ".", i), config_.dropout));
    h = Activate(h);
  }
  return config_.relu_output ? Activate(h) : h;
}

at::Tensor Mlp::Features(const Inputs& x, const Pass& pass) const {
  CHECK(!x.texts());
  return Forward(x.values.flatten(1), pass);
}

std::vector<NamedTensor> Mlp::Tensors() const {
  std::vector<NamedTensor> all;
  for (size_t i = 0; i < maps_.size(); ++i)
    for (NamedTensor& t : maps_[i].Tensors(MapName(i, maps_.size())))
      all.push_back(std::move(t));
  return all;
}

}  // namespace graft
