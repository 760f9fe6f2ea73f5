#include "peft/diff_pruning/phases.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/train/checkpoint.h"
#include "peft/core/options.h"
#include "peft/diff_pruning/projection.h"

namespace graft {
namespace {

using GateMode = DiffPruning::GateMode;

// The method's settings are part of what the run is.
TrainConfig GatesConfig(const PhasesConfig& config, const DiffPruning& method) {
  TrainConfig train = config.gates;
  for (const auto& [name, value] : OptionsOf(method.config()))
    train.fingerprint += StrCat(" ", name, " ", value);
  train.groups.push_back(
      {DiffPruning::IsGate, config.alpha_rate,
       config.alpha_decays ? train.schedule : ScheduleKind::kConstant});
  train.clip_apart = config.clip_apart;
  if (!config.checkpoint.empty()) train.checkpoint = config.checkpoint + ".gates";
  return train;
}

TrainConfig FixedConfig(const PhasesConfig& config) {
  TrainConfig train = config.fixed;
  if (!config.checkpoint.empty()) train.checkpoint = config.checkpoint + ".fixed";
  return train;
}

// What phases 1 and 2 depend on; phase 3's trainer compares what is its own. A file from
// before there was a cut_format says less, and is another run's.
std::string CutFingerprint(const PhasesConfig& c, const TrainConfig& gates,
                           int64_t examples) {
  return StrCat("cut_format 2 ", TrainFingerprint(gates, examples), " sparsity ",
                Json(c.sparsity), " cut_sample ", c.cut_sample, " head_takes_part ",
                c.head_takes_part, " restart_at_open ", c.restart_at_open);
}

std::vector<NamedTensor> Copies(const std::vector<NamedTensor>& tensors) {
  std::vector<NamedTensor> copies;
  for (const auto& [name, tensor] : tensors)
    copies.push_back({name, tensor.detach().clone()});
  return copies;
}

std::vector<NamedTensor> Changes(const std::vector<NamedTensor>& now,
                                 const std::vector<NamedTensor>& start) {
  std::vector<NamedTensor> changes;
  for (size_t i = 0; i < now.size(); ++i)
    changes.push_back({now[i].name, now[i].tensor.detach() - start[i].tensor});
  return changes;
}

class Phases {
 public:
  Phases(const TrunkInfo& trunk, const DiffPruning& method,
         const std::vector<NamedTensor>& head, const TaskOf& task,
         const PhasesConfig& config, int64_t keep)
      : trunk_(trunk),
        method_(method),
        head_(head),
        task_(task),
        config_(config),
        gates_config_(GatesConfig(config, method)),
        gates_task_(task(method)),
        keep_(keep) {}

  absl::StatusOr<PhasesResult> Run() {
    for (const TrainConfig* phase : {&gates_config_, &config_.fixed})
      RETURN_IF_ERROR(CheckTrainConfig(*phase, gates_task_.examples));
    ASSIGN_OR_RETURN(const bool done, ReadCut());
    if (!done) {
      RETURN_IF_ERROR(TrainGates());
      if (result_.interrupted) return std::move(result_);
      RETURN_IF_ERROR(WriteCut());
    }
    RETURN_IF_ERROR(TrainFixed());
    return std::move(result_);
  }

 private:
  absl::Status TrainGates() {
    const std::vector<NamedTensor> start = Copies(head_);
    std::vector<NamedTensor> trained = method_.Tensors();
    trained.insert(trained.end(), head_.begin(), head_.end());
    ASSIGN_OR_RETURN(result_.gates, Train(gates_task_, trained, gates_config_));
    result_.interrupted = result_.gates.interrupted;
    if (result_.interrupted) return absl::OkStatus();
    entries_ = Cut(
        method_, config_, keep_,
        config_.head_takes_part ? Changes(head_, start) : std::vector<NamedTensor>());
    open_ = method_.ExpectedL0() / static_cast<double>(trunk_.ParameterCount());
    return absl::OkStatus();
  }

  absl::Status TrainFixed() {
    result_.open_gates = open_;
    result_.graft = std::make_unique<DiffGraft>(trunk_, std::move(entries_));
    std::vector<NamedTensor> trained = result_.graft->Tensors();
    trained.insert(trained.end(), head_.begin(), head_.end());
    ASSIGN_OR_RETURN(result_.fixed,
                     Train(task_(*result_.graft), trained, FixedConfig(config_)));
    result_.interrupted = result_.fixed.interrupted;
    return absl::OkStatus();
  }

  std::string CutPath() const { return config_.checkpoint + ".cut"; }
  std::string CutOwner() const {
    return CutFingerprint(config_, gates_config_, gates_task_.examples);
  }

  // What <prefix>.cut holds besides the head: the places of the elements if all tensors lie
  // one after the other, and their values; filled up to `keep` with the place behind the end.
  struct CutTensors {
    at::Tensor places, values;
  };

  CutTensors EmptyCut() const {
    return {at::full({keep_}, trunk_.ParameterCount(), at::kLong),
            at::zeros({keep_}, trunk_.graft_options())};
  }

  std::vector<NamedTensor> Everything(const CutTensors& cut) const {
    std::vector<NamedTensor> all = {{"places", cut.places}, {"values", cut.values}};
    for (const auto& [name, tensor] : head_) all.push_back({name, tensor.detach()});
    return all;
  }

  absl::Status WriteCut() {
    if (config_.checkpoint.empty()) return absl::OkStatus();
    CutTensors cut = EmptyCut();
    int64_t at = 0, start = 0;
    for (const auto& [name, theta] : trunk_.weights) {
      for (const DiffGraft::Entry& entry : entries_)
        if (entry.name == name) {
          const int64_t end = at + entry.indices.numel();
          cut.places.slice(0, at, end).copy_(entry.indices + start);
          cut.values.slice(0, at, end).copy_(entry.values);
          at = end;
        }
      start += theta.numel();
    }
    RETURN_IF_ERROR(SaveCheckpoint(CutPath(), CutOwner(), Everything(cut),
                                   {{"open_gates", open_}}));
    std::error_code ignored;  // it is large, and no longer needed
    std::filesystem::remove(config_.checkpoint + ".gates", ignored);
    return absl::OkStatus();
  }

  // Whether phases 1 and 2 are done: then entries and head are those of the file.
  absl::StatusOr<bool> ReadCut() {
    if (config_.checkpoint.empty()) return false;
    const CutTensors cut = EmptyCut();
    const auto state = LoadCheckpoint(CutPath(), CutOwner(), Everything(cut));
    if (absl::IsNotFound(state.status())) return false;
    absl::Status status = state.status();
    if (status.ok()) status = TakeCut(*state, cut);
    if (status.ok()) return true;
    return absl::Status(status.code(),
                        StrCat(status.message(), "; delete the file to start anew"));
  }

  absl::Status TakeCut(const Json& state, const CutTensors& cut) {
    ASSIGN_OR_RETURN(open_, GetDouble(state, "open_gates"));
    const int64_t* const first = cut.places.const_data_ptr<int64_t>();
    const int64_t* const last = first + keep_;
    const int64_t behind = trunk_.ParameterCount();
    for (const int64_t* p = first; p != last; ++p)
      if (*p < 0 || *p > behind || (p != first && *p <= p[-1] && *p != behind))
        return absl::InvalidArgumentError(
            StrCat(CutPath(), ": places are not ascending numbers below ", behind,
                   " at position ", p - first));
    int64_t start = 0;
    const int64_t* from = first;
    for (const auto& [name, theta] : trunk_.weights) {
      const int64_t* to = std::lower_bound(from, last, start + theta.numel());
      if (from != to)
        entries_.push_back({name, cut.places.slice(0, from - first, to - first) - start,
                            cut.values.slice(0, from - first, to - first)});
      start += theta.numel();
      from = to;
    }
    return absl::OkStatus();
  }

  const TrunkInfo& trunk_;
  const DiffPruning& method_;
  const std::vector<NamedTensor>& head_;
  const TaskOf& task_;
  const PhasesConfig& config_;
  const TrainConfig gates_config_;
  const TrainTask gates_task_;
  int64_t keep_;
  std::vector<DiffGraft::Entry> entries_;
  double open_ = 0;
  PhasesResult result_;
};

}  // namespace

std::vector<DiffGraft::Entry> Cut(const DiffPruning& method, const PhasesConfig& config,
                                  int64_t keep,
                                  const std::vector<NamedTensor>& head_change) {
  const NoGrad no_grad;
  std::vector<NamedTensor> diffs =
      method.Diffs(config.cut_sample ? GateMode::kSample : GateMode::kMean);
  const size_t count = diffs.size();
  diffs.insert(diffs.end(), head_change.begin(), head_change.end());
  const std::vector<at::Tensor> kept = LargestElements(diffs, keep);
  diffs.resize(count);
  const std::vector<NamedTensor> from =
      config.restart_at_open ? method.Diffs(GateMode::kOpen) : diffs;
  std::vector<DiffGraft::Entry> entries;
  for (size_t i = 0; i < count; ++i)
    if (kept[i].numel() > 0)
      entries.push_back({from[i].name, kept[i],
                         from[i].tensor.reshape({-1}).index_select(0, kept[i])});
  return entries;
}

absl::StatusOr<PhasesResult> TrainPhases(const TrunkInfo& trunk,
                                         const DiffPruning& method,
                                         const std::vector<NamedTensor>& head,
                                         const TaskOf& task,
                                         const PhasesConfig& config) {
  const double count = static_cast<double>(trunk.ParameterCount());
  if (!(config.sparsity > 0 && config.sparsity <= 1) || config.sparsity * count < 0.5)
    return absl::InvalidArgumentError(
        StrCat("sparsity=", config.sparsity,
               ": expected a share in (0, 1] of at least one of ",
               trunk.ParameterCount(), " elements"));
  const int64_t keep = std::llround(config.sparsity * count);
  int64_t gated = 0;
  for (const NamedTensor& t : method.Diffs(GateMode::kOpen)) gated += t.tensor.numel();
  if (config.head_takes_part)
    for (const NamedTensor& t : head) gated += t.tensor.numel();
  if (keep > gated)
    return absl::InvalidArgumentError(
        StrCat("sparsity=", config.sparsity, ": ", keep, " of ", trunk.ParameterCount(),
               " elements, but only ", gated, " have a diff"));
  return Phases(trunk, method, head, task, config, keep).Run();
}

}  // namespace graft
