#include "peft/diff_pruning/diff_pruning.h"

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "peft/core/ranges.h"

namespace graft {
namespace {

using hard_concrete::Noise;

absl::Status CheckWord(std::string_view name, const std::string& value,
                       std::string_view a, std::string_view b) {
  if (value == a || value == b) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(name, "=", value, ": expected ", a, " or ", b));
}

absl::Status CheckConfig(const DiffPruningConfig& config) {
  RETURN_IF_ERROR(CheckFinite("alpha", config.alpha));
  RETURN_IF_ERROR(CheckFinite("lower", config.lower));
  RETURN_IF_ERROR(CheckFinite("upper", config.upper));
  RETURN_IF_ERROR(CheckFinite("l0", config.l0));
  if (config.lower >= 0 || config.upper <= 1)
    return absl::InvalidArgumentError(
        StrCat("lower=", config.lower, ", upper=", config.upper,
               ": expected a number below 0 and one above 1, so that a gate can shut "
               "and open"));
  if (config.l0 < 0)
    return absl::InvalidArgumentError(StrCat("l0=", config.l0, ": expected 0 or more"));
  RETURN_IF_ERROR(CheckWord("l0_form", config.l0_form, "product", "sum"));
  return CheckWord("gate", config.gate, "mean", "sample");
}

}  // namespace

absl::StatusOr<std::unique_ptr<DiffPruning>> DiffPruning::Create(
    const DiffPruningConfig& config, const TrunkInfo& trunk, const RandomStream& init) {
  RETURN_IF_ERROR(CheckConfig(config));
  if (trunk.device != at::kCPU)
    return absl::UnimplementedError(
        "the gates are computed on the CPU only: choose --device=cpu");
  return std::unique_ptr<DiffPruning>(new DiffPruning(config, trunk, init));
}

DiffPruning::DiffPruning(const DiffPruningConfig& config, const TrunkInfo& trunk,
                         const RandomStream& init)
    : config_(config), draw_(init.Fork("gates")) {
  const at::TensorOptions options = trunk.graft_options();
  const auto gate = [&](at::IntArrayRef shape) {
    return at::full(shape, config.alpha, options).requires_grad_();
  };
  for (const auto& [name, theta] : trunk.weights) {
    if (!config.embeddings && name == "embeddings.word_embeddings.weight") continue;
    Part& part = parts_[name];
    part.w = at::zeros(theta.sizes(), options).requires_grad_();
    if (config.gates) part.alpha = gate(theta.sizes());
    if (config.gates && config.structured) part.alpha_group = gate({1});
  }
}

HardConcrete DiffPruning::Gates(const std::string& name, GateMode mode) const {
  return {.lower = config_.lower,
          .upper = config_.upper,
          .noise = mode == GateMode::kSample ? Noise::kDrawn : Noise::kMiddle,
          .key = draw_.Fork(name).key(),
          .lambda = config_.l0,
          .form = config_.l0_form == "sum" ? L0Form::kSum : L0Form::kProduct};
}

// In training the noise is this step's, by the name of the tensor.
HardConcrete DiffPruning::GatesAt(const Site& site) const {
  const bool sample = config_.gate == "sample";
  HardConcrete gates = Gates(site.name, sample ? GateMode::kSample : GateMode::kMean);
  if (!site.dropout.on()) return gates;
  gates.noise = Noise::kDrawn;
  gates.key = site.dropout.At("gates." + site.name, 0.5).key;
  return gates;
}

at::Tensor DiffPruning::Sum(const HardConcrete& gates, const Part& part,
                            const at::Tensor& theta) const {
  if (!part.alpha.defined()) return (theta + part.w).to(theta.scalar_type());
  return GatedSum(gates, theta, part.w, part.alpha, part.alpha_group);
}

at::Tensor DiffPruning::Parameter(const Site& site, const at::Tensor& theta) const {
  const auto part = parts_.find(site.name);
  return part == parts_.end() ? theta : Sum(GatesAt(site), part->second, theta);
}

std::optional<at::Tensor> DiffPruning::Merged(const std::string& name,
                                              const at::Tensor& theta) const {
  const auto part = parts_.find(name);
  if (part == parts_.end()) return std::nullopt;
  const NoGrad no_grad;
  const Dropout off;
  return Sum(GatesAt({name, -1, off}), part->second, theta);
}

std::vector<NamedTensor> DiffPruning::Tensors() const {
  std::vector<NamedTensor> all;
  const auto add = [&](const char* prefix, at::Tensor Part::*tensor) {
    for (const auto& [name, part] : parts_)
      if ((part.*tensor).defined()) all.push_back({prefix + name, part.*tensor});
  };
  add("w.", &Part::w);
  add("alpha.", &Part::alpha);
  add("alpha_group.", &Part::alpha_group);
  return all;
}

std::vector<NamedTensor> DiffPruning::Diffs(GateMode mode) const {
  std::vector<NamedTensor> diffs;
  for (const auto& [name, part] : parts_) {
    const bool gated = part.alpha.defined() && mode != GateMode::kOpen;
    diffs.push_back({name, gated ? GatedDiff(Gates(name, mode), part.w, part.alpha,
                                             part.alpha_group)
                                 : part.w.detach()});
  }
  return diffs;
}

double DiffPruning::ExpectedL0() const {
  double open = 0;
  for (const auto& [name, part] : parts_)
    open += part.alpha.defined() ? graft::ExpectedL0(Gates(name, GateMode::kMean),
                                                     part.alpha, part.alpha_group)
                                 : static_cast<double>(part.w.numel());
  return open;
}

REGISTER_METHOD(DiffPruning, "diff_pruning",
                "a diff to every parameter with gates that learn to close",
                Traits{.mergeable = true, .identity_at_start = true, .shuts = true});

}  // namespace graft
