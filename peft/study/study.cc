#include "peft/study/study.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "common/base/check.h"
#include "common/base/interrupt.h"
#include "common/tensor/threads.h"

namespace graft {
namespace {

struct Job {
  const Arm* arm;
  double rate;
  int64_t seed;
};

// A queue of jobs done by several threads; the first error stops them all.
class Workers {
 public:
  Workers(const Bert& trunk, const StudyTask& task, const StudyConfig& config,
          ResultsWriter& writer, const std::function<void(const RunRecord&)>& on_run)
      : trunk_(trunk), task_(task), config_(config), writer_(writer), on_run_(on_run) {}

  absl::Status Do(const std::vector<Job>& jobs, std::vector<RunRecord>& records) {
    next_ = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < config_.workers; ++i)
      threads.emplace_back([&] { Work(jobs, records); });
    for (std::thread& thread : threads) thread.join();
    return status_;
  }

 private:
  void Work(const std::vector<Job>& jobs, std::vector<RunRecord>& records) {
    SetThreads(1);  // of this worker's operators
    for (size_t i = next_++; i < jobs.size(); i = next_++) {
      const auto& [arm, rate, seed] = jobs[i];
      auto record = config_.run ? config_.run(trunk_, task_, *arm, rate, seed, config_)
                                : RunArm(trunk_, task_, *arm, rate, seed, config_);
      const std::lock_guard lock(mutex_);
      if (!status_.ok()) return;
      status_ = record.ok() ? writer_.Add(*record) : record.status();
      if (!status_.ok()) return;
      records.push_back(*std::move(record));
      if (on_run_) on_run_(records.back());
    }
  }

  const Bert& trunk_;
  const StudyTask& task_;
  const StudyConfig& config_;
  ResultsWriter& writer_;
  const std::function<void(const RunRecord&)>& on_run_;
  std::atomic<size_t> next_ = 0;
  std::mutex mutex_;
  absl::Status status_;
};

absl::Status CheckEarlier(const Results& earlier, const Bert& trunk,
                          const StudyTask& task, const std::vector<Arm>& arms,
                          const StudyConfig& config) {
  for (const Arm& arm : arms)
    for (const double rate : arm.rates) {
      const Json now = StartRecord(trunk, task, arm, rate, 0, config).config;
      for (int64_t seed = 0; seed < config.seeds; ++seed)
        RETURN_IF_ERROR(
            CheckSameConfig(earlier, RunName(task.name, arm, rate, seed), now));
    }
  return absl::OkStatus();
}

}  // namespace

bool BetterOnDev(const RunRecord& a, const RunRecord& b) {
  const double of_a = a.metrics.at("dev_" + ScoreName(a)),
               of_b = b.metrics.at("dev_" + ScoreName(b));
  return of_a > of_b || (of_a == of_b && a.config.at("rate").get<double>() <
                                             b.config.at("rate").get<double>());
}

double ChosenRate(const Results& results, const std::string& task, const Arm& arm) {
  const RunRecord* best = nullptr;
  for (const double rate : arm.rates) {
    const RunRecord* run = FindRun(results, RunName(task, arm, rate, 0));
    CHECK(run != nullptr) << RunName(task, arm, rate, 0);
    if (best == nullptr || BetterOnDev(*run, *best)) best = run;
  }
  return best->config.at("rate").get<double>();
}

absl::Status CheckSameConfig(const Results& earlier, const std::string& run,
                             const Json& config) {
  const RunRecord* found = FindRun(earlier, run);
  if (found == nullptr || found->config == config) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(
      "the results hold ", run, " of another configuration, ", DumpJson(found->config),
      ", not ", DumpJson(config), ": choose another --out, or --resume=false"));
}

absl::StatusOr<Results> RunStudy(const Bert& trunk, const StudyTask& task,
                                 const std::vector<Arm>& arms,
                                 const StudyConfig& config, ResultsWriter& writer,
                                 const std::function<void(const RunRecord&)>& on_run) {
  Results results;
  for (const RunRecord& run : writer.earlier().runs)
    if (run.run.starts_with(task.name + "/")) results.runs.push_back(run);
  RETURN_IF_ERROR(CheckEarlier(results, trunk, task, arms, config));
  Workers workers(trunk, task, config, writer, on_run);
  const auto add = [&](std::vector<Job>& jobs, const Arm& arm, double rate,
                       int64_t seed) {
    if (FindRun(results, RunName(task.name, arm, rate, seed)) == nullptr)
      jobs.push_back({&arm, rate, seed});
  };
  std::vector<Job> first, rest;
  for (const Arm& arm : arms)
    for (const double rate : arm.rates) add(first, arm, rate, 0);
  RETURN_IF_ERROR(workers.Do(first, results.runs));
  for (const Arm& arm : arms)
    for (int64_t seed = 1; seed < config.seeds; ++seed)
      add(rest, arm, ChosenRate(results, task.name, arm), seed);
  RETURN_IF_ERROR(workers.Do(rest, results.runs));
  return results;
}

int64_t RunCount(const std::vector<Arm>& arms, const StudyConfig& config) {
  int64_t count = 0;
  for (const Arm& arm : arms)
    count += static_cast<int64_t>(arm.rates.size()) + config.seeds - 1;
  return count;
}

}  // namespace graft
