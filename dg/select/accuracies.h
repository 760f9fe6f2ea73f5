// Accuracies: what each algorithm of a sweep reaches on each target, under each rule.
//
// Idea:    A rule picks one checkpoint for each (algorithm, trial, target). The targets of
//          a data set are the domains that some run held out alone; a trial counts for
//          averages where it has all of them.
// Errors:  none: what a rule cannot select is left open, and a note says why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dg/select/run_log.h"
#include "dg/select/selection.h"

namespace graft {

// A data set's part of a sweep.
struct DatasetRuns {
  std::string name;
  std::vector<std::string> domains;  // by index
  std::vector<int> targets;          // rising
  // algorithm → trial → runs
  std::map<std::string, std::map<int64_t, std::vector<const RunLog*>>> runs;
};

// By data set; the runs must outlive it. A domain is called what args["domains"] (an array of
// strings, as our sweep writes it) says, or as in DomainBed's data set of that name, or env<i>.
std::vector<DatasetRuns> GroupRuns(const std::vector<RunLog>& runs);

// Under one rule.
struct SweepAccuracies {
  std::string dataset;
  SelectionRule rule = SelectionRule::kTrainingDomain;
  std::vector<std::string> targets = {};  // names
  // algorithm → trial → target → what was selected
  std::map<std::string, std::map<int64_t, std::vector<std::optional<Selection>>>> of =
      {};

  // Over the trials that have it, by trial.
  std::vector<double> OnTarget(const std::string& algorithm, size_t target) const;
  // Over the trials that have all targets: their mean, and the least of them.
  std::vector<double> Averages(const std::string& algorithm) const;
  std::vector<double> Minima(const std::string& algorithm) const;
};

SweepAccuracies SelectAll(SelectionRule rule, const DatasetRuns& dataset,
                          std::vector<std::string>* notes);

// "data set: algorithms had from 3 to 20 draws": the comparison is then not fair. Empty where
// all trials have the same number of draws on every target.
std::string UnequalDraws(const DatasetRuns& dataset);

// The names of a map by algorithm: the baseline first, then by name.
template <class Map>
std::vector<std::string> BaselineFirst(const Map& by_algorithm,
                                       const std::string& baseline) {
  std::vector<std::string> names;
  if (by_algorithm.contains(baseline)) names.push_back(baseline);
  for (const auto& [name, value] : by_algorithm)
    if (name != baseline) names.push_back(name);
  return names;
}

}  // namespace graft
