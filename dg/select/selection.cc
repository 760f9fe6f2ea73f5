#include "dg/select/selection.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/base/check.h"
#include "common/base/learning_curve.h"

namespace graft {
namespace {

using Runs = std::vector<const RunLog*>;
using Accuracies = std::map<int, double>;  // of domains

double At(const Accuracies& accuracies, int domain) {
  const auto found = accuracies.find(domain);
  return found == accuracies.end() ? kUnknown : found->second;
}

// The runs that held out exactly `test_envs`.
Runs Without(const Runs& runs, std::vector<int> test_envs) {
  std::sort(test_envs.begin(), test_envs.end());
  Runs chosen;
  for (const RunLog* run : runs)
    if (run->key.test_envs == test_envs) chosen.push_back(run);
  return chosen;
}

// Σ_{e≠t} a_e / (E − 1); NaN where one is not known.
double SourceMean(const Accuracies& accuracies, int target, int domains) {
  double sum = 0;
  for (int e = 0; e < domains; ++e)
    if (e != target) sum += At(accuracies, e);
  return sum / (domains - 1);
}

// min_{e≠t} a_e; NaN where one is not known.
double SourceMinimum(const Accuracies& accuracies, int target, int domains) {
  if (std::isnan(SourceMean(accuracies, target, domains))) return kUnknown;
  double least = 1;
  for (int e = 0; e < domains; ++e)
    if (e != target) least = std::min(least, At(accuracies, e));
  return least;
}

// Step → domain → its accuracy in the run that held it out beside the target; the mean over
// seeds, where all have that step.
std::map<int64_t, Accuracies> LeftOut(const Runs& runs, int target, int domains) {
  std::map<int64_t, Accuracies> steps;
  for (int e = 0; e < domains; ++e) {
    if (e == target) continue;
    const Runs pairs = Without(runs, {target, e});
    std::map<int64_t, std::vector<double>> seeds;
    for (const RunLog* run : pairs)
      for (const CheckpointRecord& checkpoint : run->checkpoints)
        seeds[checkpoint.step].push_back(At(checkpoint.in, e));
    for (const auto& [step, values] : seeds) {
      if (values.size() < pairs.size()) continue;
      double sum = 0;
      for (const double value : values) sum += value;
      steps[step][e] = sum / static_cast<double>(values.size());
    }
  }
  return steps;
}

// What the rule gives to each of a run's checkpoints; NaN: no candidate.
std::vector<double> Validations(SelectionRule rule,
                                const std::vector<CheckpointRecord>& checkpoints,
                                std::map<int64_t, Accuracies> left_out, int target,
                                int domains) {
  std::vector<double> values(checkpoints.size(), kUnknown);
  for (size_t i = 0; i < checkpoints.size(); ++i) {
    const CheckpointRecord& checkpoint = checkpoints[i];
    switch (rule) {
      case SelectionRule::kTrainingDomain:
        values[i] = SourceMean(checkpoint.out, target, domains);
        break;
      case SelectionRule::kWorstDomain:
        values[i] = SourceMinimum(checkpoint.out, target, domains);
        break;
      case SelectionRule::kLeaveOneDomainOut:
        values[i] = SourceMean(left_out[checkpoint.step], target, domains);
        break;
      case SelectionRule::kOracle:
        if (i + 1 == checkpoints.size()) values[i] = At(checkpoint.out, target);
    }
  }
  return values;
}

// The first index of the largest value that is known; the size where none is.
size_t FirstLargest(const std::vector<double>& values) {
  size_t best = values.size();
  for (size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i]) && (best == values.size() || values[i] > values[best]))
      best = i;
  return best;
}

absl::Status NotEvaluated(const RunKey& key, int target, const char* part,
                          const std::vector<int64_t>& steps, const std::string& why) {
  return absl::FailedPreconditionError(
      StrCat(key.algorithm, " on ", key.dataset, ", test_envs [", target, "], trial ",
             key.trial_seed, ", draw ", key.hparams_seed, ": no env", target, "_", part,
             "_acc at step ", Join(steps, ", "), ", ", why, "; evaluate it there"));
}

}  // namespace

std::string RuleName(SelectionRule rule) {
  switch (rule) {
    case SelectionRule::kTrainingDomain:
      return "training-domain validation";
    case SelectionRule::kLeaveOneDomainOut:
      return "leave-one-domain-out";
    case SelectionRule::kOracle:
      return "oracle (test-domain validation)";
    case SelectionRule::kWorstDomain:
      return "worst-domain validation";
  }
  CHECK(false) << "no such rule";
  return {};
}

absl::StatusOr<std::optional<Selection>> SelectCheckpoint(SelectionRule rule,
                                                          const Runs& runs, int target,
                                                          int domains) {
  CHECK(target >= 0 && target < domains) << target << " of " << domains;
  std::map<int64_t, Accuracies> left_out;
  if (rule == SelectionRule::kLeaveOneDomainOut)
    left_out = LeftOut(runs, target, domains);
  Selection mean;
  for (const RunLog* run : Without(runs, {target})) {
    const std::vector<CheckpointRecord>& checkpoints = run->checkpoints;
    if (checkpoints.empty()) continue;
    const std::vector<double> values =
        Validations(rule, checkpoints, left_out, target, domains);
    if (rule == SelectionRule::kOracle && std::isnan(values.back()))
      return NotEvaluated(run->key, target, "out", {checkpoints.back().step},
                          "where the oracle looks");
    const size_t best = FirstLargest(values);
    if (best == values.size()) continue;
    mean.hparams_seed = run->key.hparams_seed;
    mean.steps.push_back(checkpoints[best].step);
    mean.validation += values[best];
    mean.accuracy += At(checkpoints[best].in, target);
  }
  if (mean.steps.empty()) return std::nullopt;
  mean.validation /= static_cast<double>(mean.steps.size());
  mean.accuracy /= static_cast<double>(mean.steps.size());
  return mean;
}

absl::StatusOr<std::optional<Selection>> Select(SelectionRule rule, const Runs& runs,
                                                int target, int domains) {
  std::map<int64_t, Runs> draws;
  for (const RunLog* run : runs) draws[run->key.hparams_seed].push_back(run);
  std::optional<Selection> best;
  for (const auto& [draw, own] : draws) {
    ASSIGN_OR_RETURN(const std::optional<Selection> found,
                     SelectCheckpoint(rule, own, target, domains));
    if (found && (!best || found->validation >= best->validation)) best = found;
  }
  if (best && std::isnan(best->accuracy))
    return NotEvaluated(draws[best->hparams_seed].front()->key, target, "in",
                        best->steps, "which " + RuleName(rule) + " selects");
  return best;
}

}  // namespace graft
