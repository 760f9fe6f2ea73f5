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

// The domains' means over `all`, where all of them have one.
Accuracies MeanOfAll(const std::vector<const Accuracies*>& all) {
  Accuracies mean;
  for (const auto& [domain, first] : *all.front()) {
    double sum = 0;
    for (const Accuracies* each : all) sum += At(*each, domain);
    if (!std::isnan(sum)) mean[domain] = sum / static_cast<double>(all.size());
  }
  return mean;
}

// The runs' checkpoints, each the mean over the runs, at the steps that all have.
std::vector<CheckpointRecord> MeanOverSeeds(const Runs& runs) {
  std::map<int64_t, std::vector<const CheckpointRecord*>> by_step;
  for (const RunLog* run : runs)
    for (const CheckpointRecord& checkpoint : run->checkpoints)
      by_step[checkpoint.step].push_back(&checkpoint);
  std::vector<CheckpointRecord> means;
  for (const auto& [step, checkpoints] : by_step) {
    if (checkpoints.size() < runs.size()) continue;
    std::vector<const Accuracies*> in, out;
    for (const CheckpointRecord* checkpoint : checkpoints) {
      in.push_back(&checkpoint->in);
      out.push_back(&checkpoint->out);
    }
    means.push_back({step, MeanOfAll(in), MeanOfAll(out), {}});
  }
  return means;
}

// The mean checkpoints of the runs that held out exactly `test_envs`.
std::vector<CheckpointRecord> Without(const Runs& runs, std::vector<int> test_envs) {
  std::sort(test_envs.begin(), test_envs.end());
  Runs chosen;
  for (const RunLog* run : runs)
    if (run->key.test_envs == test_envs) chosen.push_back(run);
  return MeanOverSeeds(chosen);
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

// Step → domain → its accuracy in the run that held it out beside the target.
std::map<int64_t, Accuracies> LeftOut(const Runs& runs, int target, int domains) {
  std::map<int64_t, Accuracies> steps;
  for (int e = 0; e < domains; ++e) {
    if (e == target) continue;
    for (const CheckpointRecord& checkpoint : Without(runs, {target, e}))
      steps[checkpoint.step][e] = At(checkpoint.in, e);
  }
  return steps;
}

// What the rule gives to each of the target's checkpoints; NaN: no candidate.
std::vector<double> Validations(SelectionRule rule, const Runs& runs,
                                const std::vector<CheckpointRecord>& checkpoints,
                                int target, int domains) {
  std::vector<double> values(checkpoints.size(), kUnknown);
  std::map<int64_t, Accuracies> left_out;
  if (rule == SelectionRule::kLeaveOneDomainOut)
    left_out = LeftOut(runs, target, domains);
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

absl::Status NotEvaluated(const Runs& runs, int target, int64_t step, const char* part,
                          const std::string& why) {
  const RunKey& key = runs.front()->key;
  return absl::FailedPreconditionError(StrCat(
      key.algorithm, " on ", key.dataset, ", test_envs [", target, "], trial ",
      key.trial_seed, ", draw ", key.hparams_seed, ": step ", step, " has no env",
      target, "_", part, "_acc, and ", why, "; evaluate it there"));
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
  const std::vector<CheckpointRecord> checkpoints = Without(runs, {target});
  if (checkpoints.empty() || domains < 2) return std::nullopt;
  const std::vector<double> values =
      Validations(rule, runs, checkpoints, target, domains);
  if (rule == SelectionRule::kOracle && std::isnan(values.back()))
    return NotEvaluated(runs, target, checkpoints.back().step, "out",
                        "the oracle looks at the last checkpoint");
  size_t best = values.size();
  for (size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i]) && (best == values.size() || values[i] > values[best]))
      best = i;
  if (best == values.size()) return std::nullopt;
  return Selection{runs.front()->key.hparams_seed, checkpoints[best].step, values[best],
                   At(checkpoints[best].in, target)};
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
    return NotEvaluated(draws[best->hparams_seed], target, best->step, "in",
                        RuleName(rule) + " selects it");
  return best;
}

}  // namespace graft
