#include "dg/networks/resnet18.h"

#include <cmath>
#include <map>

#include "common/base/check.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

using Shape = std::vector<int64_t>;

constexpr int64_t kWidths[] = {64, 128, 256, 512};
constexpr int kGroups = 4, kBlocks = 2;  // blocks of each group

std::string BlockName(int group, int block) {
  return StrCat("layer", group + 1, ".", block);
}

// The first block of a group after the first halves the image and doubles the width.
bool Widens(int group, int block) { return group > 0 && block == 0; }

// The tensors of the network by torchvision's names.
std::map<std::string, Shape> Shapes() {
  std::map<std::string, Shape> shapes;
  const auto map = [&](const std::string& conv, const std::string& norm, Shape shape) {
    for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
      shapes[norm + part] = {shape[0]};
    shapes[conv + ".weight"] = std::move(shape);
  };
  map("conv1", "bn1", {64, 3, 7, 7});
  for (int g = 0; g < kGroups; ++g)
    for (int b = 0; b < kBlocks; ++b) {
      const std::string name = BlockName(g, b);
      const int64_t out = kWidths[g], in = Widens(g, b) ? kWidths[g - 1] : out;
      map(name + ".conv1", name + ".bn1", {out, in, 3, 3});
      map(name + ".conv2", name + ".bn2", {out, out, 3, 3});
      if (Widens(g, b))
        map(name + ".downsample.0", name + ".downsample.1", {out, in, 1, 1});
    }
  return shapes;
}

bool IsIgnored(const std::string& name) {
  return name.starts_with("fc.") || name.ends_with(".num_batches_tracked");
}

}  // namespace

absl::StatusOr<Weights> CheckResNet18(Weights given) {
  const std::map<std::string, Shape> shapes = Shapes();
  Weights kept;
  for (auto& [name, tensor] : given) {
    if (IsIgnored(name)) continue;
    const auto want = shapes.find(name);
    if (want == shapes.end())
      return absl::InvalidArgumentError(
          StrCat("tensor ", name, " is no part of a ResNet-18: expected torchvision's ",
                 "resnet18, names and all"));
    if (tensor.sizes() != at::IntArrayRef(want->second) ||
        !at::isFloatingType(tensor.scalar_type()))
      return absl::InvalidArgumentError(
          StrCat("tensor ", name, " is ", tensor.scalar_type(), " ", tensor.sizes(),
                 ": expected floats ", at::IntArrayRef(want->second),
                 " of torchvision's resnet18"));
    kept[name] = std::move(tensor);
  }
  for (const auto& [name, shape] : shapes)
    if (!kept.contains(name))
      return absl::InvalidArgumentError(StrCat(
          "tensor ", name, " is missing: expected all of torchvision's resnet18"));
  return kept;
}

absl::StatusOr<Weights> ReadResNet18(const std::string& file) {
  ASSIGN_OR_RETURN(Weights given, LoadWeights(file));
  absl::StatusOr<Weights> weights = CheckResNet18(std::move(given));
  if (!weights.ok()) return WithContext(weights.status(), file);
  return weights;
}

Weights RandomResNet18(const RandomStream& init) {
  Weights weights;
  for (const auto& [name, shape] : Shapes()) {
    if (shape.size() == 4) {
      const int64_t fan_out = shape[0] * shape[2] * shape[3];
      const double sigma = std::sqrt(2 / static_cast<double>(fan_out));
      weights[name] = Normal(shape, sigma, at::kFloat, init.Fork(name));
    } else {
      const bool one = name.ends_with(".weight") || name.ends_with(".running_var");
      weights[name] = at::full(shape, one ? 1 : 0, at::kFloat);
    }
  }
  return weights;
}

ResNet18::ResNet18(const ResNet18Config& config, const Weights& weights,
                   at::ScalarType dtype)
    : config_(config) {
  const auto copy = [&](const std::string& name) {
    return weights.at(name).to(dtype, /*non_blocking=*/false, /*copy=*/true);
  };
  const auto take = [&](const std::string& conv, const std::string& norm,
                        int64_t stride, int64_t padding) {
    return Map{conv,
               norm,
               stride,
               padding,
               copy(conv + ".weight").requires_grad_(),
               copy(norm + ".weight").requires_grad_(),
               copy(norm + ".bias").requires_grad_(),
               copy(norm + ".running_mean"),
               copy(norm + ".running_var")};
  };
  stem_ = take("conv1", "bn1", 2, 3);
  if (config.channels != 3)
    stem_.weight = stem_.weight.detach()
                       .index_select(1, at::arange(config.channels).remainder(3))
                       .requires_grad_();
  for (int g = 0; g < kGroups; ++g)
    for (int b = 0; b < kBlocks; ++b) {
      const std::string name = BlockName(g, b);
      const int64_t stride = Widens(g, b) ? 2 : 1;
      Block block = {take(name + ".conv1", name + ".bn1", stride, 1),
                     take(name + ".conv2", name + ".bn2", 1, 1),
                     {}};
      if (Widens(g, b))
        block.shortcut = take(name + ".downsample.0", name + ".downsample.1", 2, 0);
      blocks_.push_back(std::move(block));
    }
}

at::Tensor ResNet18::Apply(const Map& map, const at::Tensor& x,
                           const Pass& pass) const {
  constexpr double kMomentum = 0.1, kEpsilon = 1e-5;
  const at::Tensor y = at::conv2d(x, map.weight, {}, {map.stride, map.stride},
                                  {map.padding, map.padding});
  return at::batch_norm(y, map.gain, map.bias, map.mean, map.variance,
                        pass.training && !config_.freeze_norm, kMomentum, kEpsilon,
                        /*cudnn_enabled=*/true);
}

// y = ReLU(BN(W₂ ReLU(BN(W₁ x))) + BN(W_s x))                                          (1), (2)
at::Tensor ResNet18::Apply(const Block& block, const at::Tensor& x,
                           const Pass& pass) const {
  const at::Tensor h = at::relu(Apply(block.first, x, pass));
  const at::Tensor skip = block.shortcut ? Apply(*block.shortcut, x, pass) : x;
  return at::relu(Apply(block.second, h, pass) + skip);
}

at::Tensor ResNet18::Features(const Inputs& x, const Pass& pass) const {
  CHECK(!x.texts() && x.values.dim() == 4 && x.values.size(1) == config_.channels)
      << x.values.sizes();
  at::Tensor h = at::relu(Apply(stem_, x.values, pass));
  h = at::max_pool2d(h, {3, 3}, {2, 2}, {1, 1});
  for (size_t i = 0; i < blocks_.size(); ++i) {
    h = Apply(blocks_[i], h, pass);
    if ((i + 1) % kBlocks == 0) h = pass.AfterBlock(static_cast<int>(i / kBlocks), h);
  }
  return ApplyDropout(h.mean({2, 3}), pass.dropout.At("features", config_.dropout));
}

std::vector<const ResNet18::Map*> ResNet18::Maps() const {
  std::vector<const Map*> maps = {&stem_};
  for (const Block& block : blocks_) {
    maps.push_back(&block.first);
    maps.push_back(&block.second);
    if (block.shortcut) maps.push_back(&*block.shortcut);
  }
  return maps;
}

std::vector<NamedTensor> ResNet18::Tensors() const {
  std::vector<NamedTensor> all;
  for (const Map* map : Maps()) {
    all.push_back({map->conv + ".weight", map->weight});
    all.push_back({map->norm + ".weight", map->gain});
    all.push_back({map->norm + ".bias", map->bias});
  }
  return all;
}

std::vector<NamedTensor> ResNet18::Buffers() const {
  std::vector<NamedTensor> all;
  if (config_.freeze_norm) return all;
  for (const Map* map : Maps()) {
    all.push_back({map->norm + ".running_mean", map->mean});
    all.push_back({map->norm + ".running_var", map->variance});
  }
  return all;
}

}  // namespace graft
