#include "peft/ia3/ia3.h"

#include <algorithm>
#include <utility>

#include "common/tensor/ops.h"
#include "peft/core/targets.h"

namespace graft {
namespace {

constexpr std::string_view kWeight = ".weight", kBias = ".bias";

// The map that the parameter `name` belongs to; empty if it is none of that kind.
std::string MapOf(const std::string& name, std::string_view kind) {
  return name.ends_with(kind) ? name.substr(0, name.size() - kind.size())
                              : std::string();
}

const at::Tensor* Find(const std::map<std::string, at::Tensor>& scales,
                       const std::string& map) {
  const auto found = scales.find(map);
  return found == scales.end() ? nullptr : &found->second;
}

absl::Status CheckInputs(const std::vector<std::string>& inputs,
                         const std::vector<std::string>& maps) {
  for (const std::string& input : inputs)
    if (std::find(maps.begin(), maps.end(), input) == maps.end())
      return absl::InvalidArgumentError(
          StrCat("inputs: ", input, " is none of the targets; add it to them"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Ia3>> Ia3::Create(const Ia3Config& config,
                                                 const TrunkInfo& trunk,
                                                 const RandomStream& init) {
  ASSIGN_OR_RETURN(const std::vector<std::string> maps,
                   MatchTargets(config.targets, trunk));
  std::vector<std::string> inputs;
  if (!config.inputs.empty()) {
    ASSIGN_OR_RETURN(inputs, MatchTargets(config.inputs, trunk));
  }
  RETURN_IF_ERROR(CheckInputs(inputs, maps));
  std::unique_ptr<Ia3> method(new Ia3);
  for (const std::string& map : maps) {
    const auto [out, in] = MapShape(map, trunk);
    const bool at_input = std::find(inputs.begin(), inputs.end(), map) != inputs.end();
    const std::vector<int64_t> shape = {at_input ? 1 : out, at_input ? in : 1};
    (at_input ? method->inputs_ : method->outputs_)[map] =
        at::ones(shape, trunk.graft_dtype()).requires_grad_();
  }
  return method;
}

at::Tensor Ia3::Parameter(const Site& site, const at::Tensor& theta) const {
  const at::Tensor* l = Find(inputs_, MapOf(site.name, kWeight));
  return l == nullptr ? theta : theta * l->to(theta.scalar_type());  // W ∘ l
}

at::Tensor Ia3::Linear(const Site& site, const at::Tensor& x, at::Tensor y) const {
  const at::Tensor* l = Find(outputs_, site.name);
  return l == nullptr ? y : y * l->view({-1}).to(y.scalar_type());  // l ∘ y
}

// l ∘ W and l ∘ b, or W ∘ l; in double and rounded once.
std::optional<at::Tensor> Ia3::Merged(const std::string& name,
                                      const at::Tensor& theta) const {
  const std::string map = MapOf(name, kWeight);
  const at::Tensor* l = Find(inputs_, map);
  if (l == nullptr) l = Find(outputs_, map);
  at::Tensor scale;
  if (l != nullptr) {
    scale = l->detach();
  } else if (l = Find(outputs_, MapOf(name, kBias)); l != nullptr) {
    scale = l->detach().view({-1});
  } else {
    return std::nullopt;
  }
  return (theta.to(at::kDouble) * scale.to(at::kDouble)).to(theta.scalar_type());
}

std::vector<NamedTensor> Ia3::Tensors() const {
  std::vector<NamedTensor> all;
  for (const auto* scales : {&outputs_, &inputs_})
    for (const auto& [map, l] : *scales) all.push_back({map + ".ia3_l", l});
  return all;
}

REGISTER_METHOD(Ia3, "ia3", "factors of keys, values and the FFN's inner state",
                Traits{.mergeable = true, .identity_at_start = true});

}  // namespace graft
