#include "dg/sweep/sweep_runner.h"

#include <absl/strings/numbers.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>
#include <utility>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/tensor/threads.h"
#include "dg/sweep/folder_lock.h"

namespace graft {
namespace {

constexpr char kConfigFile[] = "/sweep.json", kResults[] = "/results.jsonl",
               kCheckpoint[] = "/checkpoint.safetensors";

std::vector<std::vector<int>> TargetSets(const SweepData& data, bool pairs) {
  std::vector<int> each = data.targets;
  if (each.empty()) {
    each.resize(data.data->domain_count());
    std::iota(each.begin(), each.end(), 0);
  }
  std::vector<std::vector<int>> sets;
  for (size_t i = 0; i < each.size(); ++i) {
    sets.push_back({each[i]});
    if (pairs)
      for (int other = 0; other < data.data->domain_count(); ++other)
        if (std::vector<int> both = {std::min(each[i], other),
                                     std::max(each[i], other)};
            other != each[i] && std::ranges::find(sets, both) == sets.end())
          sets.push_back(both);
  }
  return sets;
}

// Leaving one domain out may choose any checkpoint of a run that holds one out.
Watch WatchOf(const SweepConfig& config) {
  return config.pairs && config.watch == Watch::kSelected ? Watch::kTargets
                                                          : config.watch;
}

const char* WatchName(Watch watch) {
  switch (watch) {
    case Watch::kSelected:
      return "selected";
    case Watch::kTargets:
      return "targets";
    case Watch::kAll:
      return "all";
  }
  return "";
}

// Whether holding two domains out leaves as many as the objective needs. With one held out
// too few are an error that the run reports.
bool EnoughSources(const SweepData& data, const std::vector<int>& targets,
                   const SweepObjective& objective) {
  const auto info = FindObjective(objective.name);
  return targets.size() == 1 || !info.ok() ||
         data.data->domain_count() - static_cast<int64_t>(targets.size()) >=
             (*info)->traits.min_domains;
}

// What the objective's runs on these data share.
DomainRunConfig RunOf(const SweepConfig& config, const SweepData& data,
                      const SweepObjective& objective) {
  DomainRunConfig run;
  run.objective = objective.name;
  run.hparams = objective.hparams;
  run.hparams.insert(config.hparams.begin(), config.hparams.end());
  run.steps = data.steps;
  run.schedule_steps = data.schedule_steps;
  run.checkpoint_every = data.checkpoint_every;
  run.holdout = config.holdout;
  run.watch = WatchOf(config);
  run.allow_one_class = config.allow_one_class;
  run.network = data.network_name;
  return run;
}

// What all runs of a folder share: runs may be added to it, these may not change.
Json SharedConfig(const SweepConfig& config) {
  Json data = Json::object();
  for (const SweepData& d : config.data)
    data[d.data->name()] = {{"version", d.version},
                            {"network", d.network_name},
                            {"steps", d.steps},
                            {"schedule_steps", d.schedule_steps},
                            {"checkpoint_every", d.checkpoint_every},
                            {"domains", d.data->domains()}};
  Json own = Json::object();
  for (const SweepObjective& objective : config.objectives)
    if (!objective.hparams.empty()) own[objective.name] = objective.hparams;
  return {{"data", data},
          {"of_objectives", own},
          {"hparams", config.hparams},
          {"holdout", config.holdout},
          {"watch", WatchName(WatchOf(config))},
          {"allow_one_class", config.allow_one_class}};
}

// Where two configurations begin to differ: "data/ColoredMNIST/steps: 501, not 5001".
std::string Difference(const Json& found, const Json& expected) {
  for (const Json& change : Json::diff(found, expected)) {
    const Json::json_pointer path(change.at("path").get<std::string>());
    const auto at = [&](const Json& json) {
      return json.contains(path) ? DumpJson(json.at(path)) : "nothing";
    };
    return StrCat(change.at("path").get<std::string>().substr(1), " is ", at(found),
                  ", not ", at(expected));
  }
  return "";
}

// Two runs of one name would share a folder.
absl::Status CheckNames(const SweepConfig& config) {
  std::set<std::string> names;
  for (const SweepJob& job : SweepJobs(config))
    if (!names.insert(job.name).second)
      return absl::InvalidArgumentError(
          StrCat("two runs are called ", job.name,
                 ": name each objective, data set and target once, and data of one "
                 "origin in sweeps of their own"));
  return absl::OkStatus();
}

absl::Status CheckFolder(const SweepConfig& config, const std::string& folder) {
  RETURN_IF_ERROR(MakeFolder(folder));
  const Json shared = SharedConfig(config);
  const std::string path = folder + kConfigFile;
  const auto found = ReadJson(path);
  if (absl::IsNotFound(found.status())) return WriteJsonAtomically(path, shared);
  RETURN_IF_ERROR(found.status());
  if (*found == shared) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(path, ": the sweep of another configuration: ", Difference(*found, shared),
             "; choose another folder, or the same settings"));
}

std::vector<SweepJob> ShardJobs(const SweepConfig& config) {
  std::vector<SweepJob> mine;
  const std::vector<SweepJob> all = SweepJobs(config);
  for (size_t i = config.shard.index - 1; i < all.size(); i += config.shard.count)
    mine.push_back(all[i]);
  return mine;
}

bool Finished(const std::string& folder, const SweepJob& job) {
  std::error_code code;
  return std::filesystem::exists(folder + "/" + job.name + kResults, code);
}

absl::Status WriteLog(const std::string& path, const RunLog& log) {
  std::string text;
  for (const CheckpointRecord& record : log.checkpoints)
    text += CheckpointLine(log, record) + "\n";
  return WriteFileAtomically(path, text);
}

// The jobs, done by several threads.
class Workers {
 public:
  Workers(const SweepConfig& config, const std::string& folder,
          const SweepWatcher& watcher)
      : config_(config), folder_(folder), watcher_(watcher) {}

  absl::StatusOr<SweepOutcome> Do(const std::vector<SweepJob>& jobs) {
    std::vector<std::thread> threads;
    for (int i = 0; i < config_.workers; ++i) threads.emplace_back([&] { Work(jobs); });
    for (std::thread& thread : threads) thread.join();
    RETURN_IF_ERROR(status_);
    std::ranges::sort(outcome_.failed);
    return outcome_;
  }

 private:
  void Work(const std::vector<SweepJob>& jobs) {
    SetThreads(1);  // of this worker's operators
    for (size_t i = next_++; i < jobs.size(); i = next_++) {
      if (Finished(folder_, jobs[i])) {
        const std::lock_guard lock(mutex_);
        ++outcome_.earlier;
        continue;
      }
      const absl::Status status = Run(jobs[i]);
      const std::lock_guard lock(mutex_);
      // What is wrong with a run is its own; what is wrong with the disk is everybody's.
      if (absl::IsFailedPrecondition(status) || absl::IsInvalidArgument(status)) {
        outcome_.failed.push_back(StrCat(jobs[i].name, ": ", status.message()));
      } else if (!status.ok()) {
        if (status_.ok()) status_ = WithContext(status, jobs[i].name);
        next_ = jobs.size();
      }
    }
  }

  absl::Status Run(const SweepJob& job) {
    const std::string path = folder_ + "/" + job.name;
    RETURN_IF_ERROR(MakeFolder(path));
    DomainRunConfig run = job.run;
    run.checkpoint = path + kCheckpoint;
    run.save_every = run.checkpoint_every;
    const SweepData& data = config_.data[job.data];
    int64_t seen = -1;
    const auto result = RunDomains(*data.data, data.network, run, [&](int64_t done) {
      const int64_t steps = seen < 0 ? done : done - seen;  // resumed: all before, too
      seen = done;
      if (!watcher_.on_steps) return;
      const std::lock_guard lock(mutex_);
      watcher_.on_steps(steps);
    });
    RETURN_IF_ERROR(result.status());
    RETURN_IF_ERROR(WriteLog(path + kResults, result->log));
    RETURN_IF_ERROR(WriteFileAtomically(path + "/done", "done"));  // as DomainBed
    std::error_code code;  // a checkpoint of a finished run is of no more use
    std::filesystem::remove(run.checkpoint, code);
    const std::lock_guard lock(mutex_);
    ++outcome_.done;
    outcome_.seconds += result->seconds;
    outcome_.evaluation_seconds += result->evaluation_seconds;
    if (watcher_.on_job) watcher_.on_job(job.name);
    return absl::OkStatus();
  }

  const SweepConfig& config_;
  const std::string& folder_;
  const SweepWatcher& watcher_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  SweepOutcome outcome_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Shard> ParseShard(const std::string& text) {
  Shard shard;
  const size_t slash = text.find('/');
  if (slash != std::string::npos &&
      absl::SimpleAtoi(text.substr(0, slash), &shard.index) &&
      absl::SimpleAtoi(text.substr(slash + 1), &shard.count) && shard.index >= 1 &&
      shard.index <= shard.count)
    return shard;
  return absl::InvalidArgumentError(
      StrCat("shard '", text, "': expected i/n with 1 ≤ i ≤ n"));
}

std::vector<SweepJob> SweepJobs(const SweepConfig& config) {
  std::vector<SweepJob> jobs;
  for (int64_t trial = 0; trial < config.trials; ++trial)
    for (int64_t draw = 0; draw < config.draws; ++draw)
      for (int64_t seed = 0; seed < config.seeds; ++seed)
        for (size_t data = 0; data < config.data.size(); ++data)
          for (const auto& targets : TargetSets(config.data[data], config.pairs))
            for (const SweepObjective& objective : config.objectives) {
              if (!EnoughSources(config.data[data], targets, objective)) continue;
              DomainRunConfig run = RunOf(config, config.data[data], objective);
              run.targets = targets;
              run.draw = static_cast<uint64_t>(draw);
              run.trial = static_cast<uint64_t>(trial);
              run.seed = static_cast<uint64_t>(seed);
              jobs.push_back(
                  {StrCat(config.data[data].data->name(), "_", objective.name, "_t",
                          Join(targets, "-"), "_h", draw, "_r", trial, "_s", seed),
                   data, std::move(run)});
            }
  return jobs;
}

absl::StatusOr<SweepOutcome> RunSweep(const SweepConfig& config,
                                      const std::string& folder,
                                      const SweepWatcher& watcher) {
  if (config.shard.index < 1 || config.shard.index > config.shard.count)
    return absl::InvalidArgumentError(StrCat("shard ", config.shard.index, "/",
                                             config.shard.count,
                                             ": expected i/n with 1 ≤ i ≤ n"));
  for (const SweepObjective& objective : config.objectives)
    RETURN_IF_ERROR(FindObjective(objective.name).status());
  RETURN_IF_ERROR(CheckNames(config));
  RETURN_IF_ERROR(CheckFolder(config, folder));
  ASSIGN_OR_RETURN(const FolderLock lock,
                   FolderLock::Take(StrCat(folder, "/shard_", config.shard.index,
                                           "_of_", config.shard.count, ".lock")));
  return Workers(config, folder, watcher).Do(ShardJobs(config));
}

SweepSteps CountSteps(const SweepConfig& config, const std::string& folder) {
  SweepSteps steps;
  for (const SweepJob& job : ShardJobs(config)) {
    steps.total += job.run.steps;
    if (Finished(folder, job)) steps.done += job.run.steps;
  }
  return steps;
}

std::string SlurmScript(const std::string& command, int64_t shards, int cores) {
  return StrCat(
      "#!/bin/sh\n#SBATCH --job-name=graft-sweep\n#SBATCH --array=1-", shards,
      "\n#SBATCH --cpus-per-task=", cores, "\n#SBATCH --requeue\n",
      "# A job that is stopped goes on where it was when it is started again.\n",
      "exec ", command, " --workers=", cores, " --shard=${SLURM_ARRAY_TASK_ID}/",
      shards, "\n");
}

}  // namespace graft
