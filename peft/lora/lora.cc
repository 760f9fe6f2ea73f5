#include "peft/lora/lora.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"
#include "peft/core/targets.h"

namespace graft {
namespace {

absl::Status Check(const LoraConfig& c, const std::string& map, int64_t out,
                   int64_t in) {
  const int64_t most = std::min(out, in);
  if (c.r < 1 || c.r > most)
    return absl::InvalidArgumentError(
        StrCat("r=", c.r, ": expected 1 … ", most, " for ", map));
  RETURN_IF_ERROR(CheckPositive("alpha", c.alpha));
  return CheckDropout(c.dropout);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Lora>> Lora::Create(const LoraConfig& config,
                                                   const TrunkInfo& trunk,
                                                   const RandomStream& init) {
  ASSIGN_OR_RETURN(const std::vector<std::string> maps,
                   MatchTargets(config.targets, trunk));
  const at::ScalarType dtype = trunk.graft_dtype();
  std::map<std::string, Pair> pairs;
  for (const std::string& map : maps) {
    const auto [out, in] = trunk.linear_maps.at(map);
    RETURN_IF_ERROR(Check(config, map, out, in));
    pairs[map] = {KaimingUniform(config.r, in, dtype, init.Fork(map)).requires_grad_(),
                  at::zeros({out, config.r}, dtype).requires_grad_()};
  }
  const double r = static_cast<double>(config.r);
  const double scale = config.alpha / (config.rslora ? std::sqrt(r) : r);
  return std::unique_ptr<Lora>(new Lora(scale, config.dropout, std::move(pairs)));
}

Lora::Lora(double scale, double dropout, std::map<std::string, Pair> pairs)
    : scale_(scale), dropout_(dropout), pairs_(std::move(pairs)) {}

at::Tensor Lora::Linear(const Site& site, const at::Tensor& x, at::Tensor y) const {
  const auto pair = pairs_.find(site.name);
  if (pair == pairs_.end()) return y;
  const at::Tensor a = pair->second.a.to(x.scalar_type()),
                   b = pair->second.b.to(x.scalar_type());
  // The mask gets a name of its own: the trunk has others at the same place.
  const DropoutMask mask =
      dropout_ == 0 ? DropoutMask{} : site.dropout.At(site.name + ".lora", dropout_);
  const at::Tensor h = at::mm(ApplyDropout(x, mask), a.t());  // x Aᵀ [N,r]
  return at::addmm(y, h, b.t(), 1, scale_);                   // y + s h Bᵀ       (3)
}

// W0 + s B A, in double and rounded once.
std::optional<at::Tensor> Lora::Merged(const std::string& name,
                                       const at::Tensor& theta) const {
  if (!name.ends_with(".weight")) return std::nullopt;
  const auto pair = pairs_.find(name.substr(0, name.size() - 7));
  if (pair == pairs_.end()) return std::nullopt;
  const at::Tensor delta =
      at::mm(pair->second.b.to(at::kDouble), pair->second.a.to(at::kDouble));
  return (theta.to(at::kDouble) + scale_ * delta).to(theta.scalar_type());
}

std::vector<NamedTensor> Lora::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [name, pair] : pairs_) {
    all.push_back({name + ".lora_A.weight", pair.a});
    all.push_back({name + ".lora_B.weight", pair.b});
  }
  return all;
}

REGISTER_METHOD(Lora, "lora", "low-rank change of linear maps",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft
