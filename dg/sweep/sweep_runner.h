// Sweep: objectives × data sets × targets × draws of hyper-parameters × trials, in one process.
//
// Idea:    The data are in memory once, and each thread takes the next run that nobody has, so
//          no core waits for a slow one. A run has a folder of its own: a checkpoint while it
//          lasts, then results.jsonl as DomainBed writes it, put there whole. A sweep that is
//          killed goes on where each run was, and nothing is done twice; shards are the same
//          sweep in several processes or machines on one folder.
// Results: do not depend on the number of threads or shards: a run uses one thread.
// Errors:  InvalidArgument if the folder is of another configuration, naming the first
//          difference, or for a shard outside 1/n … n/n; FailedPrecondition if another process
//          works on the same shard. A run that fails stops no other: RunSweep says which
//          failed. Ctrl-C: every run writes its checkpoint, and Cancelled.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "dg/core/domain_run.h"

namespace graft {

// A data set, and how it is learned.
struct SweepData {
  std::shared_ptr<const DomainData> data;
  Network network;
  std::string network_name;
  std::string version =
      {};  // of the data, for the folder's check: "side 14, 2000 each"
  int64_t steps = 5001;
  int64_t schedule_steps = 0;  // DomainRunConfig's
  int64_t checkpoint_every = 100;
  std::vector<int> targets = {};  // each held out in turn; empty: every domain
};

struct Shard {
  int64_t index = 1, count = 1;  // 1/1 is everything
};
// "2/5".
absl::StatusOr<Shard> ParseShard(const std::string& text);

struct SweepObjective {
  std::string name;
  std::map<std::string, double> hparams = {};  // instead of defaults and draws
};

struct SweepConfig {
  std::vector<SweepObjective> objectives = {};
  std::vector<SweepData> data = {};
  int64_t draws = 1;   // of hyper-parameters, the defaults first
  int64_t trials = 1;  // of the split
  int64_t seeds = 1;   // of each of those
  bool pairs = false;  // also two domains held out, for leave-one-domain-out selection
  std::map<std::string, double> hparams = {};  // of every objective
  Watch watch = Watch::kSelected;
  double holdout = 0.2;
  bool allow_one_class = false;
  int workers = 1;
  Shard shard = {};
};

struct SweepJob {
  std::string name;  // of its folder: "ColoredMNIST_IRM_t2_h0_r1_s0"
  size_t data;       // index into SweepConfig::data
  DomainRunConfig run;
};

// Of all shards, in a fixed order.
std::vector<SweepJob> SweepJobs(const SweepConfig& config);

struct SweepOutcome {
  int64_t done = 0, earlier = 0;         // runs of this call; those it found finished
  std::vector<std::string> failed = {};  // "name: why"
  double seconds = 0;                    // of all runs of this call together,
  double evaluation_seconds = 0;         // and their part that evaluated
};

// `on_steps` is called with the number of steps just done by any run, `on_job` after each run
// with its name; both by one thread at a time.
struct SweepWatcher {
  std::function<void(int64_t)> on_steps = {};
  std::function<void(const std::string&)> on_job = {};
};

// Runs this shard's jobs that are not finished in `folder`.
absl::StatusOr<SweepOutcome> RunSweep(const SweepConfig& config,
                                      const std::string& folder,
                                      const SweepWatcher& watcher = {});

// Steps that are left to do in `folder`, for a progress line; of all, and of those done.
struct SweepSteps {
  int64_t total = 0, done = 0;
};
SweepSteps CountSteps(const SweepConfig& config, const std::string& folder);

// A Slurm job array that runs `command --shard=$SLURM_ARRAY_TASK_ID/<shards>`.
std::string SlurmScript(const std::string& command, int64_t shards, int cores);

}  // namespace graft
