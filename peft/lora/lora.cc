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

absl::Status CheckRank(double r, const std::string& map, int64_t out, int64_t in) {
  const auto most = static_cast<double>(std::min(out, in));
  if (r >= 1 && r <= most && r == std::floor(r)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("r=", r, ": expected 1 … ", most, " for ", map));
}

absl::Status CheckBias(const std::string& bias) {
  if (bias == "none" || bias == "lora_only" || bias == "all") return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("bias=", bias, ": expected none, lora_only or all"));
}

absl::StatusOr<std::map<std::string, double>> Pattern(
    const char* option, const std::string& values,
    const std::vector<std::string>& maps) {
  auto matched = MatchValues(values, maps);
  if (!matched.ok()) return WithContext(matched.status(), option);
  return matched;
}

double ValueOf(const std::map<std::string, double>& values, const std::string& map,
               double usual) {
  const auto found = values.find(map);
  return found == values.end() ? usual : found->second;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Lora>> Lora::Create(const LoraConfig& config,
                                                   const TrunkInfo& trunk,
                                                   const RandomStream& init) {
  RETURN_IF_ERROR(CheckDropout(config.dropout));
  RETURN_IF_ERROR(CheckBias(config.bias));
  ASSIGN_OR_RETURN(Pairs pairs, MakePairs(config, trunk, init));
  return std::unique_ptr<Lora>(new Lora(config, trunk, std::move(pairs)));
}

absl::StatusOr<Lora::Pairs> Lora::MakePairs(const LoraConfig& config,
                                            const TrunkInfo& trunk,
                                            const RandomStream& init) {
  ASSIGN_OR_RETURN(const std::vector<std::string> maps,
                   MatchTargets(config.targets, trunk));
  ASSIGN_OR_RETURN(const auto ranks,
                   Pattern("rank_pattern", config.rank_pattern, maps));
  ASSIGN_OR_RETURN(const auto alphas,
                   Pattern("alpha_pattern", config.alpha_pattern, maps));
  const at::ScalarType dtype = trunk.graft_dtype();
  Pairs pairs;
  for (const std::string& map : maps) {
    const auto [out, in] = MapShape(map, trunk);
    const double r = ValueOf(ranks, map, static_cast<double>(config.r)),
                 alpha = ValueOf(alphas, map, config.alpha);
    RETURN_IF_ERROR(CheckRank(r, map, out, in));
    RETURN_IF_ERROR(CheckPositive("alpha", alpha));
    const auto rank = static_cast<int64_t>(r);
    pairs[map] = {KaimingUniform(rank, in, dtype, init.Fork(map)).requires_grad_(),
                  Zeros({out, rank}, dtype).requires_grad_(),
                  alpha / (config.rslora ? std::sqrt(r) : r)};
  }
  return pairs;
}

Lora::Lora(const LoraConfig& config, const TrunkInfo& trunk, Pairs pairs)
    : TrainedCopy(trunk,
                  [&](std::string_view name) {
                    if (config.bias == "none" || !name.ends_with(".bias")) return false;
                    name.remove_suffix(5);
                    return config.bias == "all" || pairs.contains(std::string(name));
                  }),
      dropout_(config.dropout),
      pairs_(std::move(pairs)) {}

at::Tensor Lora::Linear(const Site& site, const at::Tensor& x, at::Tensor y) const {
  const auto pair = pairs_.find(site.name);
  if (pair == pairs_.end()) return y;
  const at::Tensor a = pair->second.a.to(x.scalar_type()),
                   b = pair->second.b.to(x.scalar_type());
  // The mask gets a name of its own: the trunk has others at the same place.
  const DropoutMask mask =
      dropout_ == 0 ? DropoutMask{} : site.dropout.At(site.name + ".lora", dropout_);
  const at::Tensor h = at::mm(ApplyDropout(x, mask), a.t());  // x Aᵀ [N,r]
  return at::addmm(y, h, b.t(), 1, pair->second.scale);       // y + s h Bᵀ       (3)
}

// W0 + s B A, in double and rounded once.
std::optional<at::Tensor> Lora::Merged(const std::string& name,
                                       const at::Tensor& theta) const {
  if (!name.ends_with(".weight")) return TrainedCopy::Merged(name, theta);
  const auto pair = pairs_.find(name.substr(0, name.size() - 7));
  if (pair == pairs_.end()) return std::nullopt;
  const at::Tensor delta =
      at::mm(pair->second.b.to(at::kDouble), pair->second.a.to(at::kDouble));
  return (theta.to(at::kDouble) + pair->second.scale * delta).to(theta.scalar_type());
}

std::vector<NamedTensor> Lora::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto& [name, pair] : pairs_) {
    all.push_back({name + ".lora_A.weight", pair.a});
    all.push_back({name + ".lora_B.weight", pair.b});
  }
  for (NamedTensor& bias : TrainedCopy::Tensors()) all.push_back(std::move(bias));
  return all;
}

REGISTER_METHOD(Lora, "lora", "low-rank change of linear maps",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft
