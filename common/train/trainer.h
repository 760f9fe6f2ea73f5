// Trainer: the loop that every method is trained by.
//
// Idea:     A task is a loss on the examples of a batch and a score on the dev set; the loop
//           knows neither models nor data. Order, masks and rates are functions of seed and
//           step, so a checkpoint is the tensors, the moments and a few numbers: a resumed
//           run has the same bits as one that was never stopped, and evaluating more often
//           changes nothing.
// Computes: per step  g = ∇ mean loss of the batch, clipped to `clip`;  AdamW at the rate
//           `rate` × schedule.
// Errors:   FailedPrecondition if the loss or its gradient is not finite, before a tensor
//           moves; InvalidArgument if the checkpoint is damaged or another run's; the
//           system's error if it cannot be written (the one that was there stays). Ctrl-C:
//           the checkpoint is written and `interrupted` set.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/learning_curve.h"
#include "common/base/status.h"
#include "common/kernels/dropout.h"
#include "common/optim/adamw.h"
#include "common/optim/schedule.h"
#include "common/tensor/named_tensor.h"

namespace graft {

// Tensors that learn at a rate of their own.
struct RateGroup {
  std::function<bool(std::string_view)>
      holds;  // by name; the first that holds it has it
  double rate = 0;
  ScheduleKind schedule = ScheduleKind::kConstant;  // over the steps, without warm-up
};

struct TrainConfig {
  double rate = 1e-3;  // peak learning rate
  int64_t batch = 16;
  int64_t steps = 0;  // if 0: `epochs` passes over the examples
  int64_t epochs = 3;
  double warm_up = 0.1;  // share of the steps
  ScheduleKind schedule = ScheduleKind::kLinear;
  AdamWConfig adamw = {};
  double clip = 1;                     // largest norm of the gradient; 0: no clipping
  std::vector<RateGroup> groups = {};  // none: every tensor learns at `rate`
  bool clip_apart = true;              // each group, and the rest, by its own norm
  uint64_t seed = 0;
  int64_t evaluate_every = 0;  // steps; 0: after each pass. The last step always counts
  int64_t patience = 0;        // stop after so many evaluations without a better score
  bool keep_best = true;       // end with the tensors of the best score
  std::string checkpoint = {};     // file; empty: none
  int64_t checkpoint_every = 200;  // steps
  // What the run is besides the thread count and the fields above but `adamw.decays` and
  // the checkpoint's own, which are compared anyway, as words "name value …": a checkpoint
  // of another run is refused.
  std::string fingerprint = {};
};

struct TrainTask {
  int64_t examples = 0;
  // Mean loss of these examples, recorded for a backward pass.
  std::function<at::Tensor(std::span<const int64_t>, const Dropout&)> loss;
  // Score on the dev set, higher is better; may be empty: then the last tensors are kept.
  std::function<double()> score;
};

struct TrainResult {
  int64_t steps = 0;      // done, earlier sessions of a resumed run included
  int64_t best_step = 0;  // after which the tensors were taken
  double best_score = -std::numeric_limits<double>::infinity();
  double step_ms = kUnknown;  // median of this session
  double seconds = 0;         // of this session
  bool interrupted = false;
  LearningCurve losses;  // mean since the last entry
  LearningCurve scores;
};

// Whether one can train so; otherwise the field that is wrong. Train asks it, too.
absl::Status CheckTrainConfig(const TrainConfig& config, int64_t examples);

// Number of steps that `config` asks for on so many examples.
int64_t TotalSteps(const TrainConfig& config, int64_t examples);

// All that a bit of the result depends on, as words for a checkpoint (checkpoint.h): the
// config's own fingerprint, its fields and the thread count.
std::string TrainFingerprint(const TrainConfig& config, int64_t examples);

// Trains `parameters` in place. If the checkpoint file is there, goes on from it. `on_step`,
// if given, is called after each step with (steps done, loss).
absl::StatusOr<TrainResult> Train(
    const TrainTask& task, const std::vector<NamedTensor>& parameters,
    const TrainConfig& config,
    const std::function<void(int64_t, double)>& on_step = {});

}  // namespace graft
