// DomainRun: one objective trained on the sources and watched on every domain.
//
// Idea:    DomainBed's train.py as a function: batches from each source, an update, at
//          checkpoints the accuracies. DomainBed evaluates all splits at each of 51
//          checkpoints, which costs as much as training. Here a checkpoint evaluates what the
//          selection rules compare, the held-out parts of the sources; the target is looked
//          at where a rule would choose the checkpoint: at the last, and at the best so far
//          under each rule, whose model is kept until the end.
// Paper:   Gulrajani and Lopez-Paz, arXiv 2007.01434; released scripts/train.py.
// Resumes: with the bits of a run that was never stopped (`checkpoint`): parameters, moments,
//          everything an objective remembers, the best models and the records so far.
// Errors:  those of CheckDomains, Hparams and CreateObjective; FailedPrecondition naming the
//          objective and the step if a loss is not finite (the last checkpoint stays);
//          InvalidArgument if the checkpoint is another run's. Ctrl-C: the checkpoint is
//          written, and Cancelled.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "dg/core/domain_data.h"
#include "dg/core/objective.h"
#include "dg/select/run_log.h"

namespace graft {

// A network of a data set: made from a request and a stream of initial values.
using MakeFeaturizer = decltype(ObjectiveSetting::featurizer);
// What fits the data and the settings, "mlp", "mnist_cnn" …; networks/network.h has them.
using Network =
    std::function<absl::StatusOr<MakeFeaturizer>(const DomainData&, const Hparams&)>;

enum class Watch {
  kSelected,  // what the rules need that look at this run alone
  kTargets,  // and the targets at every checkpoint: leave-one-domain-out may choose any
  kAll,      // every part of every domain at every checkpoint, as DomainBed
};

struct DomainRunConfig {
  std::string objective = "ERM";
  std::vector<int> targets = {};               // held out
  std::map<std::string, double> hparams = {};  // instead of defaults and draws
  uint64_t draw = 0;                           // of hyper-parameters; 0: the defaults
  uint64_t trial = 0;                          // chooses the split of every domain
  uint64_t seed = 0;  // of initial values, order, everything drawn
  int64_t steps = 5001;
  // For how many steps the settings that count steps are meant; they shrink with `steps`.
  // 0: they are taken as they are.
  int64_t schedule_steps = 0;
  int64_t checkpoint_every = 100;  // steps between evaluations
  double holdout = 0.2;
  Watch watch = Watch::kSelected;
  bool allow_one_class = false;
  std::string network = {};     // its name, for the fingerprint
  std::string checkpoint = {};  // file; empty: none
  int64_t save_every = 500;     // steps
};

struct DomainRunResult {
  RunLog log;
  std::unique_ptr<Objective> objective;  // as it ended
  double seconds = 0;                    // of this session,
  double evaluation_seconds = 0;         // and its part that evaluated
};

// The settings that a run has in the end.
absl::StatusOr<Hparams> RunHparams(const DomainData& data,
                                   const DomainRunConfig& config);

// `on_step`, if given, is called after each step with the number of those done.
absl::StatusOr<DomainRunResult> RunDomains(
    const DomainData& data, const Network& network, const DomainRunConfig& config,
    const std::function<void(int64_t)>& on_step = {});

}  // namespace graft
