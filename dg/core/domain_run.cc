#include "dg/core/domain_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <utility>

#include "common/base/check.h"
#include "common/base/interrupt.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/threads.h"
#include "common/train/checkpoint.h"
#include "dg/core/best_model.h"
#include "dg/core/evaluate.h"
#include "dg/core/partition.h"

namespace graft {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Run {
 public:
  Run(const DomainData& data, const DomainRunConfig& config, Hparams hparams,
      std::unique_ptr<Objective> objective)
      : data_(data),
        config_(config),
        hparams_(std::move(hparams)),
        objective_(std::move(objective)),
        parts_(PartitionOf(data, config.trial, config.holdout)),
        sources_(SourceDomains(data, config.targets)),
        augment_(RandomStream(config.seed, "augmentation").Fork(config.trial)),
        mean_(*objective_),
        worst_(*objective_) {
    const RandomStream order = RandomStream(config.seed, "order").Fork(config.trial);
    for (const int e : sources_)
      samplers_.emplace_back(data, e, parts_[e].in, hparams_["class_balanced"] != 0,
                             order.Fork(static_cast<uint64_t>(e)));
  }

  absl::Status Resume() {
    if (config_.checkpoint.empty()) return absl::OkStatus();
    const auto state = LoadCheckpoint(config_.checkpoint, Fingerprint(), Tensors());
    if (absl::IsNotFound(state.status())) return absl::OkStatus();
    if (!state.ok())
      return absl::Status(
          state.status().code(),
          StrCat(state.status().message(), "; delete the file to start anew"));
    return Restore(*state);
  }

  absl::Status Go(const std::function<void(int64_t)>& on_step) {
    while (step_ < config_.steps) {
      if (Interrupted()) {
        RETURN_IF_ERROR(Save());
        return absl::CancelledError("interrupted");
      }
      RETURN_IF_ERROR(Step());
      if (step_ % config_.checkpoint_every == 0 || step_ + 1 == config_.steps)
        Checkpoint();
      ++step_;
      if (step_ % config_.save_every == 0) RETURN_IF_ERROR(Save());
      if (on_step) on_step(step_);
    }
    return absl::OkStatus();
  }

  DomainRunResult Finish() {
    WatchTargets();
    return {{{config_.objective, data_.name(), SortedTargets(),
              static_cast<int64_t>(config_.trial), static_cast<int64_t>(config_.draw),
              static_cast<int64_t>(config_.seed)},
             Args(),
             hparams_.values(),
             records_},
            std::move(objective_),
            SecondsSince(start_),
            evaluation_seconds_};
  }

 private:
  std::vector<int> SortedTargets() const {
    std::vector<int> targets = config_.targets;
    std::ranges::sort(targets);
    return targets;
  }

  Json Args() const {
    return {{"domains", data_.domains()},
            {"network", config_.network},
            {"steps", config_.steps},
            {"checkpoint_freq", config_.checkpoint_every},
            {"holdout_fraction", config_.holdout}};
  }

  // Names and values of all that the bits of the result depend on.
  std::string Fingerprint() const {
    std::string text =
        StrCat("data ", data_.name(), " objective ", config_.objective, " network ",
               config_.network, " targets ", Join(SortedTargets(), ","), " trial ",
               config_.trial, " draw ", config_.draw, " seed ", config_.seed, " steps ",
               config_.steps, " checkpoint_every ", config_.checkpoint_every,
               " holdout ", config_.holdout, " watch ", static_cast<int>(config_.watch),
               " threads ", Threads());
    for (const auto& [name, value] : hparams_.values())
      text += StrCat(" ", name, " ", value);
    return text;
  }

  std::vector<NamedTensor> Tensors() const {
    std::vector<NamedTensor> all = objective_->State();
    for (NamedTensor& t : mean_.Tensors("best_mean.")) all.push_back(std::move(t));
    for (NamedTensor& t : worst_.Tensors("best_worst.")) all.push_back(std::move(t));
    return all;
  }

  // What is kept is good: a state that is not finite never replaces one that is.
  absl::Status Save() const {
    if (config_.checkpoint.empty()) return absl::OkStatus();
    for (const NamedTensor& t : objective_->State())
      if (t.tensor.is_floating_point() && !t.tensor.isfinite().all().item<bool>())
        return NotFinite(t.name, std::nan(""));
    Json lines = Json::array();
    const RunLog log = {{config_.objective, data_.name(), SortedTargets()}};
    for (const CheckpointRecord& record : records_)
      lines.push_back(CheckpointLine(log, record));
    return SaveCheckpoint(config_.checkpoint, Fingerprint(), Tensors(),
                          {{"step", step_},
                           {"records", lines},
                           {"sums", sums_},
                           {"count", count_},
                           {"best_mean", mean_.State()},
                           {"best_worst", worst_.State()}});
  }

  absl::Status Restore(const Json& state) {
    ASSIGN_OR_RETURN(step_, GetInt(state, "step"));
    ASSIGN_OR_RETURN(count_, GetInt(state, "count"));
    std::string text;
    for (const Json& line : state.at("records")) text += line.get<std::string>() + "\n";
    if (!text.empty()) {
      ASSIGN_OR_RETURN(RunLogs logs, ParseRunLogs(text, config_.checkpoint));
      records_ = std::move(logs.runs.at(0).checkpoints);
    }
    sums_ = state.at("sums").get<Scalars>();
    mean_.Restore(state.at("best_mean"));
    worst_.Restore(state.at("best_worst"));
    return absl::OkStatus();
  }

  absl::Status Step() {
    std::vector<DomainBatch> batches;
    const int64_t rows = hparams_.Whole("batch_size");
    for (size_t i = 0; i < sources_.size(); ++i) {
      const int e = sources_[i];
      const std::vector<int64_t> items = samplers_[i].At(step_, rows);
      batches.push_back({static_cast<int>(i),
                         data_.Augmented(e, items,
                                         augment_.Fork(static_cast<uint64_t>(e))
                                             .Fork(static_cast<uint64_t>(step_))),
                         data_.Labels(e, items)});
    }
    const Scalars scalars = objective_->Step(batches, step_);
    for (const auto& [name, value] : scalars) {
      if (!std::isfinite(value)) return NotFinite(name, value);
      sums_[name] += value;
    }
    ++count_;
    objective_->Validate([this](const Scores& scores) { return HeldOut(scores); },
                         step_);
    return absl::OkStatus();
  }

  absl::Status NotFinite(const std::string& name, double value) const {
    return absl::FailedPreconditionError(StrCat(
        "objective ", config_.objective, ": ", name, " is ", value, " at step ", step_,
        ": try a smaller lr (", hparams_["lr"], " now) or weight of its penalty",
        std::filesystem::exists(config_.checkpoint)
            ? StrCat("; the last checkpoint is kept in ", config_.checkpoint)
            : ""));
  }

  double Accuracy(int domain, const std::vector<int64_t>& items) {
    const Clock::time_point start = Clock::now();
    const double accuracy = CountRight(*objective_, data_, domain, items).accuracy();
    evaluation_seconds_ += SecondsSince(start);
    return accuracy;
  }

  double HeldOut(const Scores& scores) {
    const Clock::time_point start = Clock::now();
    double sum = 0;
    for (const int e : sources_) sum += MeanLoss(scores, data_, e, parts_[e].out);
    evaluation_seconds_ += SecondsSince(start);
    return sum / static_cast<double>(sources_.size());
  }

  void Checkpoint() {
    CheckpointRecord record{.step = step_};
    for (const auto& [name, sum] : sums_)
      record.figures[name] = sum / static_cast<double>(count_);
    sums_.clear();
    count_ = 0;
    double mean = 0, worst = 1;
    for (const int e : sources_) {
      record.out[e] = Accuracy(e, parts_[e].out);
      mean += record.out[e] / static_cast<double>(sources_.size());
      worst = std::min(worst, record.out[e]);
    }
    const bool all = config_.watch == Watch::kAll;
    // Leaving one out compares the held-out source's accuracy at every checkpoint.
    if (config_.watch != Watch::kSelected || config_.targets.size() > 1)
      for (const int e : config_.targets) record.in[e] = Accuracy(e, parts_[e].in);
    if (all || step_ + 1 == config_.steps) WatchTarget(record);
    if (all)
      for (const int e : sources_) record.in[e] = Accuracy(e, parts_[e].in);
    records_.push_back(std::move(record));
    if (!all) {
      mean_.Offer(mean, records_.size() - 1);
      worst_.Offer(worst, records_.size() - 1);
    }
  }

  void WatchTarget(CheckpointRecord& record) {
    for (const int e : config_.targets) {
      if (!record.in.contains(e)) record.in[e] = Accuracy(e, parts_[e].in);
      if (!record.out.contains(e)) record.out[e] = Accuracy(e, parts_[e].out);
    }
  }

  // The target's accuracies of the models that a rule chose.
  void WatchTargets() {
    for (BestModel* best : {&mean_, &worst_}) {
      if (best->index() < 0) continue;
      CheckpointRecord& record = records_[best->index()];
      if (record.in.contains(config_.targets[0])) continue;
      best->Swap();
      WatchTarget(record);
      best->Swap();
    }
  }

  const DomainData& data_;
  const DomainRunConfig& config_;
  const Hparams hparams_;
  std::unique_ptr<Objective> objective_;
  const std::vector<DomainPart> parts_;
  const std::vector<int> sources_;
  std::vector<Sampler> samplers_;
  const RandomStream augment_;
  BestModel mean_, worst_;  // of the sources' mean and least held-out accuracy
  std::vector<CheckpointRecord> records_;
  Scalars sums_;  // since the last checkpoint
  int64_t count_ = 0, step_ = 0;
  double evaluation_seconds_ = 0;
  const Clock::time_point start_ = Clock::now();
};

absl::Status CheckConfig(const DomainRunConfig& config) {
  if (config.steps < 1 || config.checkpoint_every < 1 || config.save_every < 1)
    return absl::InvalidArgumentError(
        StrCat("steps=", config.steps, ", checkpoint_every=", config.checkpoint_every,
               ", save_every=", config.save_every, ": expected at least 1"));
  if (!(config.holdout > 0 && config.holdout < 1))
    return absl::InvalidArgumentError(
        StrCat("holdout=", config.holdout, ": expected a share between 0 and 1"));
  return absl::OkStatus();
}

}  // namespace

namespace {

struct HparamLimits {
  const char* name;
  double least, most;
};
constexpr HparamLimits kLimits[] = {{"batch_size", 1, 1e6},   {"mlp_width", 1, 1e5},
                                    {"mlp_depth", 2, 100},    {"dropout", 0, 0.99},
                                    {"mlp_dropout", 0, 0.99}, {"lr", 0, 1e30},
                                    {"weight_decay", 0, 1e30}};

// Classes can be drawn alike where an example has one.
absl::Status CheckBalance(const DomainData& data, const Hparams& hparams) {
  const std::vector<int64_t> first = {0};
  if (hparams["class_balanced"] == 0 || data.Get(0, first).words.empty())
    return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(
      "class_balanced=1: a sentence of ", data.name(), " has many labels; expected 0"));
}

}  // namespace

absl::StatusOr<Hparams> RunHparams(const DomainData& data,
                                   const DomainRunConfig& config) {
  ASSIGN_OR_RETURN(const ObjectiveInfo* info, FindObjective(config.objective));
  Hparams hparams(info->hparams, data.scale());
  hparams.DrawAll(config.draw);
  if (config.schedule_steps > 0)
    hparams.ScaleSteps(static_cast<double>(config.steps) /
                       static_cast<double>(config.schedule_steps));
  for (const auto& [name, value] : config.hparams)
    RETURN_IF_ERROR(hparams.Set(name, value));
  for (const HparamLimits& limits : kLimits)
    if (const double value = hparams[limits.name];
        value < limits.least || value > limits.most)
      return absl::InvalidArgumentError(StrCat(limits.name, "=", value, ": expected ",
                                               limits.least, " … ", limits.most));
  return hparams;
}

absl::StatusOr<DomainRunResult> RunDomains(
    const DomainData& data, const Network& network, const DomainRunConfig& config,
    const std::function<void(int64_t)>& on_step) {
  RETURN_IF_ERROR(CheckConfig(config));
  RETURN_IF_ERROR(CheckDomains(data, config.targets, config.allow_one_class));
  ASSIGN_OR_RETURN(const Hparams hparams, RunHparams(data, config));
  RETURN_IF_ERROR(CheckBalance(data, hparams));
  ASSIGN_OR_RETURN(MakeFeaturizer featurizer, network(data, hparams));
  const std::vector<int64_t> shape = data.shape();
  ASSIGN_OR_RETURN(
      std::unique_ptr<Objective> objective,
      CreateObjective(
          config.objective,
          {.hparams = hparams,
           .classes = data.class_count(),
           .domains = data.domain_count() - static_cast<int64_t>(config.targets.size()),
           .image = shape.size() == 3 ? shape : std::vector<int64_t>{},
           .featurizer = std::move(featurizer),
           .random = RandomStream(config.seed, "objective").Fork(config.trial)}));
  Run run(data, config, hparams, std::move(objective));
  RETURN_IF_ERROR(run.Resume());
  RETURN_IF_ERROR(run.Go(on_step));
  return run.Finish();
}

}  // namespace graft
