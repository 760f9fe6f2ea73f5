#include "papers/common/arm_results.h"

#include <cmath>

#include "peft/study/study.h"

namespace graft::papers {
namespace {

std::string ArmOf(const RunRecord& run) {
  const size_t begin = run.run.find('/') + 1;
  return run.run.substr(begin, run.run.find('/', begin) - begin);
}

double Rate(const RunRecord& run) { return run.config.at("rate").get<double>(); }

std::vector<const RunRecord*> TrainingRuns(const Results& results,
                                           const std::string& task) {
  std::vector<const RunRecord*> runs;
  for (const RunRecord& run : results.runs)
    if (run.run.starts_with(task + "/") && run.config.contains("rate"))
      runs.push_back(&run);
  return runs;
}

}  // namespace

std::string ReferenceRun(const std::string& task, const std::string& reference) {
  return StrCat(task, "/reference/", reference);
}

std::string CostRun(const std::string& arm) { return "cost/" + arm; }

double Metric(const RunRecord& run, const std::string& name) {
  const auto metric = run.metrics.find(name);
  return metric == run.metrics.end() ? kUnknown : metric->second;
}

std::string TestScore(const RunRecord& run) { return "test_" + ScoreName(run); }

std::optional<double> ReferenceScore(const Results& results, const std::string& task,
                                     const std::string& reference) {
  const RunRecord* run = FindRun(results, ReferenceRun(task, reference));
  if (run == nullptr) return std::nullopt;
  return Metric(*run, TestScore(*run));
}

std::vector<double> MetricBySeed(const ArmResult& arm, const std::string& name) {
  std::vector<double> values;
  for (const RunRecord* run : arm.runs) values.push_back(Metric(*run, name));
  return values;
}

double MeanMetric(const ArmResult& arm, const std::string& name) {
  double sum = 0;
  for (const RunRecord* run : arm.runs) sum += Metric(*run, name);
  return sum / static_cast<double>(arm.runs.size());
}

std::map<std::string, ArmResult> CollectArms(const Results& results,
                                             const std::string& task) {
  const std::vector<const RunRecord*> runs = TrainingRuns(results, task);
  std::map<std::string, ArmResult> arms;
  for (const RunRecord* run : runs) {
    if (run->seed != 0) continue;
    ArmResult& arm = arms[ArmOf(*run)];
    if (arm.first != nullptr && !BetterOnDev(*run, *arm.first)) continue;
    arm.first = run;
    arm.rate = Rate(*run);
    arm.params = std::llround(Metric(*run, "params"));
  }
  std::map<std::string, std::map<int64_t, const RunRecord*>> by_seed;
  for (const RunRecord* run : runs)
    if (const auto arm = arms.find(ArmOf(*run));
        arm != arms.end() && Rate(*run) == arm->second.rate)
      by_seed[arm->first][run->seed] = run;
  for (const auto& [arm, seeds] : by_seed)
    for (const auto& [seed, run] : seeds) {
      arms[arm].runs.push_back(run);
      arms[arm].score.push_back(Metric(*run, TestScore(*run)));
    }
  return arms;
}

}  // namespace graft::papers
