#include "dg/select/accuracies.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

namespace graft {
namespace {

using Names = std::vector<std::string>;

// How DomainBed calls the domains of its data sets.
const std::map<std::string, Names>& KnownDomains() {
  static const auto* const known = new std::map<std::string, Names>{
      {"ColoredMNIST", {"+90%", "+80%", "-90%"}},
      {"RotatedMNIST", {"0", "15", "30", "45", "60", "75"}},
      {"VLCS", {"C", "L", "S", "V"}},
      {"PACS", {"A", "C", "P", "S"}},
      {"OfficeHome", {"A", "C", "P", "R"}},
      {"TerraIncognita", {"L100", "L38", "L43", "L46"}},
      {"DomainNet", {"clip", "info", "paint", "quick", "real", "sketch"}},
      {"SVIRO",
       {"aclass", "escape", "hilux", "i3", "lexus", "tesla", "tiguan", "tucson", "x5",
        "zoe"}}};
  return *known;
}

// Every domain's index that the run speaks of is below this.
int DomainsIn(const RunLog& run) {
  int most = run.key.test_envs.empty() ? 0 : run.key.test_envs.back() + 1;
  for (const CheckpointRecord& checkpoint : run.checkpoints)
    for (const auto* part : {&checkpoint.in, &checkpoint.out})
      if (!part->empty()) most = std::max(most, part->rbegin()->first + 1);
  return most;
}

// The names in args["domains"], if they are names of `count` domains.
Names NamesIn(const RunLog& run, size_t count) {
  const auto names = GetStrings(run.args, "domains");
  return names.ok() && names->size() == count ? *names : Names();
}

Names DomainNames(const std::string& dataset, const RunLog& run, size_t count) {
  Names names = NamesIn(run, count);
  const auto known = KnownDomains().find(dataset);
  if (names.empty() && known != KnownDomains().end() && known->second.size() == count)
    names = known->second;
  for (size_t e = names.size(); e < count; ++e) names.push_back(StrCat("env", e));
  return names;
}

// `reduce` of the targets' accuracies, for each trial that has them all.
std::vector<double> OfWholeTrials(
    const SweepAccuracies& accuracies, const std::string& algorithm,
    const std::function<double(const std::vector<double>&)>& reduce) {
  std::vector<double> values;
  for (const auto& [trial, selections] : accuracies.of.at(algorithm)) {
    std::vector<double> known;
    for (const std::optional<Selection>& selection : selections)
      if (selection) known.push_back(selection->accuracy);
    if (!known.empty() && known.size() == selections.size())
      values.push_back(reduce(known));
  }
  return values;
}

}  // namespace

std::vector<DatasetRuns> GroupRuns(const std::vector<RunLog>& runs) {
  std::map<std::string, DatasetRuns> datasets;
  std::map<std::string, int> domains;
  std::map<std::string, std::set<int>> targets;
  for (const RunLog& run : runs) {
    const RunKey& key = run.key;
    datasets[key.dataset].runs[key.algorithm][key.trial_seed].push_back(&run);
    domains[key.dataset] = std::max(domains[key.dataset], DomainsIn(run));
    if (key.test_envs.size() == 1) targets[key.dataset].insert(key.test_envs[0]);
  }
  std::vector<DatasetRuns> groups;
  for (auto& [name, dataset] : datasets) {
    const RunLog& first = *dataset.runs.begin()->second.begin()->second.front();
    dataset.name = name;
    dataset.domains = DomainNames(name, first, domains[name]);
    dataset.targets.assign(targets[name].begin(), targets[name].end());
    groups.push_back(std::move(dataset));
  }
  return groups;
}

std::vector<double> SweepAccuracies::OnTarget(const std::string& algorithm,
                                              size_t target) const {
  std::vector<double> values;
  for (const auto& [trial, selections] : of.at(algorithm))
    if (selections[target]) values.push_back(selections[target]->accuracy);
  return values;
}

std::vector<double> SweepAccuracies::Averages(const std::string& algorithm) const {
  return OfWholeTrials(*this, algorithm, [](const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) /
           static_cast<double>(values.size());
  });
}

std::vector<double> SweepAccuracies::Minima(const std::string& algorithm) const {
  return OfWholeTrials(*this, algorithm, [](const std::vector<double>& values) {
    return *std::min_element(values.begin(), values.end());
  });
}

SweepAccuracies SelectAll(SelectionRule rule, const DatasetRuns& dataset,
                          std::vector<std::string>* notes) {
  SweepAccuracies accuracies{.dataset = dataset.name, .rule = rule};
  int64_t errors = 0;
  const int domains = static_cast<int>(dataset.domains.size());
  for (const int target : dataset.targets)
    accuracies.targets.push_back(dataset.domains[target]);
  for (const auto& [algorithm, trials] : dataset.runs)
    for (const auto& [trial, runs] : trials) {
      std::vector<std::optional<Selection>>& row = accuracies.of[algorithm][trial];
      for (const int target : dataset.targets) {
        const auto selection = Select(rule, runs, target, domains);
        if (!selection.ok() && ++errors == 1)
          notes->emplace_back(selection.status().message());
        row.push_back(selection.value_or(std::nullopt));
      }
    }
  if (errors > 1)
    notes->push_back(StrCat(dataset.name, ", ", RuleName(rule), ": likewise in ",
                            errors - 1, errors == 2 ? " more place" : " more places"));
  return accuracies;
}

std::string UnequalDraws(const DatasetRuns& dataset) {
  size_t least = SIZE_MAX, most = 0;
  for (const auto& [algorithm, trials] : dataset.runs)
    for (const auto& [trial, runs] : trials)
      for (const int target : dataset.targets) {
        std::set<int64_t> draws;
        for (const RunLog* run : runs)
          if (run->key.test_envs == std::vector<int>{target})
            draws.insert(run->key.hparams_seed);
        least = std::min(least, draws.size());
        most = std::max(most, draws.size());
      }
  if (least >= most) return "";
  return StrCat(
      dataset.name, ": from ", least, " to ", most,
      " draws of hyper-parameters for a target in a trial; with unequal numbers "
      "the comparison is not fair");
}

}  // namespace graft
