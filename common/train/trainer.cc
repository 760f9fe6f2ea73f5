#include "common/train/trainer.h"

#include <chrono>
#include <cmath>
#include <optional>

#include "common/base/check.h"
#include "common/base/interrupt.h"
#include "common/base/rng.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/train/checkpoint.h"
#include "common/train/intervals.h"

namespace graft {
namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// AdamW's group i + 1 is config.groups[i]; group 0 is the rest.
AdamWConfig WithGroups(const TrainConfig& config) {
  AdamWConfig adamw = config.adamw;
  if (!config.groups.empty())
    adamw.group = [&groups = config.groups](std::string_view name) {
      for (size_t i = 0; i < groups.size(); ++i)
        if (groups[i].holds(name)) return static_cast<int>(i) + 1;
      return 0;
    };
  return adamw;
}

int64_t WarmUpSteps(const TrainConfig& config, int64_t total) {
  return static_cast<int64_t>(config.warm_up * static_cast<double>(total));
}

class Run {
 public:
  Run(const TrainTask& task, const std::vector<NamedTensor>& parameters,
      const TrainConfig& config)
      : task_(task),
        config_(config),
        optimizer_(parameters, WithGroups(config)),
        total_(TotalSteps(config, task.examples)),
        schedule_{config.schedule, WarmUpSteps(config, total_), total_, StepsPerPass()},
        order_(config.seed, "order"),
        dropout_(config.seed, "dropout") {
    const NoGrad no_grad;
    if (task_.score)
      for (const auto& [name, tensor] : optimizer_.parameters())
        best_.push_back({"best." + name, tensor.detach().clone()});
  }

  absl::Status Resume() {
    if (config_.checkpoint.empty()) return absl::OkStatus();
    const absl::Status status = ReadCheckpoint();
    if (status.ok() || absl::IsNotFound(status)) return absl::OkStatus();
    return absl::Status(status.code(),
                        StrCat(status.message(), "; delete the file to start anew"));
  }

  absl::StatusOr<TrainResult> Go(const std::function<void(int64_t, double)>& on_step) {
    const Clock::time_point start = Clock::now();
    std::vector<double> times;
    while (result_.steps < total_ && !Exhausted()) {
      if (Interrupted()) {
        result_.interrupted = true;
        RETURN_IF_ERROR(Save());
        break;
      }
      const Clock::time_point before = Clock::now();
      ASSIGN_OR_RETURN(const double loss, Step());
      times.push_back(1000 * SecondsSince(before));
      if (on_step) on_step(result_.steps, loss);
      if (EvaluatesNow()) Evaluate();
      if (!config_.checkpoint.empty() && result_.steps % config_.checkpoint_every == 0)
        RETURN_IF_ERROR(Save());
    }
    if (!result_.interrupted) TakeBest();
    result_.seconds = SecondsSince(start);
    result_.step_ms = Median(times);
    return result_;
  }

 private:
  int64_t StepsPerPass() const {
    return (task_.examples + config_.batch - 1) / config_.batch;
  }

  // The examples of the step after result_.steps finished ones.
  std::vector<int64_t> Batch() {
    const int64_t pass = result_.steps / StepsPerPass();
    if (pass != pass_) {
      permutation_ =
          order_.Fork(static_cast<uint64_t>(pass)).Permutation(task_.examples);
      pass_ = pass;
    }
    const int64_t begin = (result_.steps % StepsPerPass()) * config_.batch;
    const int64_t end = std::min(begin + config_.batch, task_.examples);
    return {permutation_.begin() + begin, permutation_.begin() + end};
  }

  absl::Status NotFinite(const char* what, double value) const {
    return absl::FailedPreconditionError(
        StrCat("the ", what, " is ", value, " at step ", result_.steps + 1,
               ": the learning rate ", config_.rate, " is too high for this method"));
  }

  absl::StatusOr<double> Step() {
    const Dropout dropout(dropout_.Fork(static_cast<uint64_t>(result_.steps)));
    optimizer_.ZeroGradient();
    const std::vector<int64_t> batch = Batch();
    const at::Tensor loss = task_.loss(batch, dropout);
    const double value = loss.item<double>();
    if (!std::isfinite(value)) return NotFinite("loss", value);
    loss.backward();
    const std::vector<double> norms = Norms();
    for (const double norm : norms)
      if (!std::isfinite(norm)) return NotFinite("gradient's norm", norm);
    optimizer_.Step(GroupSteps(norms));
    ++result_.steps;
    loss_sum_ += value;
    ++loss_count_;
    return value;
  }

  // Of the rest and of each group: their own, or the whole gradient's.
  std::vector<double> Norms() const {
    const size_t count = config_.groups.size() + 1;
    if (count == 1 || !config_.clip_apart)
      return std::vector<double>(count, optimizer_.GradientNorm());
    std::vector<double> norms;
    for (size_t i = 0; i < count; ++i)
      norms.push_back(optimizer_.GradientNorm(static_cast<int>(i)));
    return norms;
  }

  std::vector<AdamW::GroupStep> GroupSteps(const std::vector<double>& norms) const {
    std::vector<AdamW::GroupStep> steps = {{config_.rate * schedule_.At(result_.steps),
                                            ClipFactor(norms[0], config_.clip)}};
    for (const RateGroup& group : config_.groups) {
      const Schedule schedule{group.schedule, 0, total_};
      steps.push_back({group.rate * schedule.At(result_.steps),
                       ClipFactor(norms[steps.size()], config_.clip)});
    }
    return steps;
  }

  bool EvaluatesNow() const {
    const int64_t every =
        config_.evaluate_every > 0 ? config_.evaluate_every : StepsPerPass();
    return result_.steps % every == 0 || result_.steps == total_;
  }

  void Evaluate() {
    const double step = static_cast<double>(result_.steps);
    result_.losses.emplace_back(step, loss_sum_ / static_cast<double>(loss_count_));
    loss_sum_ = 0;
    loss_count_ = 0;
    if (!task_.score) return;
    const NoGrad no_grad;
    const double score = task_.score();
    result_.scores.emplace_back(step, score);
    ++waited_;
    if (!(score > result_.best_score)) return;
    waited_ = 0;
    result_.best_score = score;
    result_.best_step = result_.steps;
    for (size_t i = 0; i < best_.size(); ++i)
      best_[i].tensor.copy_(optimizer_.parameters()[i].tensor);
  }

  bool Exhausted() const { return config_.patience > 0 && waited_ >= config_.patience; }

  void TakeBest() {
    if (!task_.score || !config_.keep_best || result_.best_step == 0) {
      result_.best_step = result_.steps;
      return;
    }
    const NoGrad no_grad;
    for (size_t i = 0; i < best_.size(); ++i)
      optimizer_.parameters()[i].tensor.copy_(best_[i].tensor);
  }

  std::vector<NamedTensor> Everything() const {
    std::vector<NamedTensor> all = optimizer_.parameters();
    for (const NamedTensor& t : optimizer_.State()) all.push_back(t);
    all.insert(all.end(), best_.begin(), best_.end());
    return all;
  }

  absl::Status ReadCheckpoint() {
    ASSIGN_OR_RETURN(
        const Json state,
        LoadCheckpoint(config_.checkpoint, TrainFingerprint(config_, task_.examples),
                       Everything()));
    RETURN_IF_ERROR(WithContext(ReadState(state), config_.checkpoint));
    const std::vector<NamedTensor> moments = optimizer_.State();
    optimizer_.Restore(moments[0].tensor, moments[1].tensor, result_.steps);
    return absl::OkStatus();
  }

  // What Save wrote beside the tensors.
  absl::Status ReadState(const Json& state) {
    ASSIGN_OR_RETURN(result_.steps, GetInt(state, "step"));
    if (result_.steps < 0 || result_.steps > total_)
      return absl::InvalidArgumentError(
          StrCat("step ", result_.steps, " of a run of ", total_));
    ASSIGN_OR_RETURN(result_.best_step, GetInt(state, "best_step"));
    ASSIGN_OR_RETURN(waited_, GetInt(state, "waited"));
    ASSIGN_OR_RETURN(loss_sum_, GetDouble(state, "loss_sum"));
    ASSIGN_OR_RETURN(loss_count_, GetInt(state, "loss_count"));
    // JSON has no -∞: before the first evaluation there is no key.
    ASSIGN_OR_RETURN(result_.best_score,
                     GetDouble(state, "best_score", result_.best_score));
    ASSIGN_OR_RETURN(result_.losses,
                     CurveFromJson(state.value("losses", Json()), "losses"));
    ASSIGN_OR_RETURN(result_.scores,
                     CurveFromJson(state.value("scores", Json()), "scores"));
    return absl::OkStatus();
  }

  absl::Status Save() const {
    if (config_.checkpoint.empty()) return absl::OkStatus();
    Json state = {{"step", result_.steps},
                  {"best_step", result_.best_step},
                  {"waited", waited_},
                  {"loss_sum", loss_sum_},
                  {"loss_count", loss_count_},
                  {"losses", CurveToJson(result_.losses)},
                  {"scores", CurveToJson(result_.scores)}};
    if (std::isfinite(result_.best_score)) state["best_score"] = result_.best_score;
    return SaveCheckpoint(config_.checkpoint, TrainFingerprint(config_, task_.examples),
                          Everything(), state);
  }

  const TrainTask& task_;
  const TrainConfig& config_;
  AdamW optimizer_;
  int64_t total_;
  Schedule schedule_;
  RandomStream order_, dropout_;
  std::vector<NamedTensor> best_;
  std::vector<int64_t> permutation_;
  int64_t pass_ = -1;
  int64_t waited_ = 0;  // evaluations since the best
  double loss_sum_ = 0;
  int64_t loss_count_ = 0;
  TrainResult result_;
};

}  // namespace

absl::Status CheckTrainConfig(const TrainConfig& c, int64_t examples) {
  const auto bad = [](const std::string& what) {
    return absl::InvalidArgumentError(what);
  };
  if (examples < 1) return bad("no examples to train on");
  if (c.batch < 1) return bad(StrCat("batch=", c.batch, ": expected at least 1"));
  if (!(c.rate > 0)) return bad(StrCat("rate=", c.rate, ": expected more than 0"));
  if (!(c.warm_up >= 0 && c.warm_up <= 1))
    return bad(StrCat("warm_up=", c.warm_up, ": expected a share, 0 … 1"));
  if (c.steps < 1 && c.epochs < 1) return bad("neither steps nor epochs to train for");
  if (c.checkpoint_every < 1) return bad("checkpoint_every: expected at least 1");
  return absl::OkStatus();
}

int64_t TotalSteps(const TrainConfig& config, int64_t examples) {
  if (config.steps > 0) return config.steps;
  return config.epochs * ((examples + config.batch - 1) / config.batch);
}

// JSON's numbers have all digits.
std::string TrainFingerprint(const TrainConfig& config, int64_t examples) {
  const AdamWConfig& adamw = config.adamw;
  const int64_t total = TotalSteps(config, examples);
  std::string text = StrCat(
      config.fingerprint, " seed ", config.seed, " rate ", Json(config.rate), " batch ",
      config.batch, " steps ", total, " examples ", examples, " schedule ",
      ScheduleName(config.schedule), " warm_up ", WarmUpSteps(config, total), " clip ",
      Json(config.clip), " weight_decay ", Json(adamw.weight_decay), " beta1 ",
      Json(adamw.beta1), " beta2 ", Json(adamw.beta2), " epsilon ", Json(adamw.epsilon),
      " evaluate_every ", config.evaluate_every, " patience ", config.patience,
      " keep_best ", config.keep_best, " threads ", Threads());
  if (!config.groups.empty()) text += StrCat(" clip_apart ", config.clip_apart);
  for (const RateGroup& group : config.groups)
    text += StrCat(" group_rate ", Json(group.rate), " group_schedule ",
                   ScheduleName(group.schedule));
  return text;
}

absl::StatusOr<TrainResult> Train(const TrainTask& task,
                                  const std::vector<NamedTensor>& parameters,
                                  const TrainConfig& config,
                                  const std::function<void(int64_t, double)>& on_step) {
  RETURN_IF_ERROR(CheckTrainConfig(config, task.examples));
  Run run(task, parameters, config);
  RETURN_IF_ERROR(run.Resume());
  return run.Go(on_step);
}

}  // namespace graft
