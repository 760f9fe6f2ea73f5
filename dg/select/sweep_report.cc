#include "dg/select/sweep_report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "common/report/charts.h"
#include "common/report/figures.h"
#include "common/train/intervals.h"
#include "dg/select/accuracies.h"
#include "dg/select/selected_table.h"
#include "dg/select/variance_table.h"

namespace graft {
namespace {

// A data set with what each rule makes of it.
struct Collected {
  DatasetRuns dataset;
  std::vector<SweepAccuracies> rules;  // those that select something
};

bool SelectsNothing(const SweepAccuracies& accuracies) {
  for (const auto& [algorithm, trials] : accuracies.of)
    for (size_t t = 0; t < accuracies.targets.size(); ++t)
      if (!accuracies.OnTarget(algorithm, t).empty()) return false;
  return true;
}

Collected CollectDataset(const DatasetRuns& dataset, std::vector<std::string>* notes) {
  Collected collected{dataset, {}};
  for (const SelectionRule rule : kSelectionRules) {
    const SweepAccuracies accuracies = SelectAll(rule, dataset, notes);
    if (!SelectsNothing(accuracies)) {
      collected.rules.push_back(accuracies);
      continue;
    }
    notes->push_back(StrCat(dataset.name, ": ", RuleName(rule), " selects nothing",
                            rule == SelectionRule::kLeaveOneDomainOut
                                ? "; it needs runs that hold out each pair of domains"
                                : ""));
  }
  if (const std::string note = UnequalDraws(dataset); !note.empty())
    notes->push_back(note);
  return collected;
}

// The data sets that the rule selects something on.
std::vector<SweepAccuracies> UnderRule(const std::vector<Collected>& all,
                                       SelectionRule rule) {
  std::vector<SweepAccuracies> found;
  for (const Collected& collected : all)
    for (const SweepAccuracies& accuracies : collected.rules)
      if (accuracies.rule == rule) found.push_back(accuracies);
  return found;
}

std::vector<Table> Averages(const std::vector<Collected>& all,
                            const SweepTableConfig& config) {
  std::vector<Table> tables;
  for (const SelectionRule rule : kSelectionRules)
    if (const auto datasets = UnderRule(all, rule); datasets.size() > 1)
      tables.push_back(AveragesTable(datasets, config));
  return tables;
}

std::vector<Table> TablesOf(const Collected& collected,
                            const SweepTableConfig& config) {
  std::vector<Table> tables;
  for (const SweepAccuracies& accuracies : collected.rules) {
    tables.push_back(AccuracyTable(accuracies, config));
    if (auto tests = BaselineTable(accuracies, config)) tables.push_back(*tests);
  }
  if (auto variance = VarianceTable(collected.dataset, config.baseline))
    tables.push_back(*variance);
  return tables;
}

Bar BarOf(std::string group, std::string series, const std::vector<double>& trials) {
  const MeanInterval interval = MeanOf(trials);
  return {std::move(group), std::move(series), 100 * interval.mean,
          100 * interval.half_width};
}

constexpr const char* kAccuracy = "accuracy on the target, %";

Chart RulesChart(const Collected& collected, const std::string& baseline) {
  std::vector<Bar> bars;
  for (const std::string& algorithm : BaselineFirst(collected.dataset.runs, baseline))
    for (const SweepAccuracies& accuracies : collected.rules)
      bars.push_back(
          BarOf(algorithm, RuleName(accuracies.rule), accuracies.Averages(algorithm)));
  return BarChart(StrCat(collected.dataset.name,
                         ": mean over targets under each rule, with 95 % intervals "
                         "over trials"),
                  kAccuracy, bars);
}

Chart TargetsChart(const SweepAccuracies& accuracies, const std::string& baseline) {
  std::vector<Bar> bars;
  for (const std::string& algorithm : BaselineFirst(accuracies.of, baseline))
    for (size_t t = 0; t < accuracies.targets.size(); ++t)
      bars.push_back(
          BarOf(algorithm, accuracies.targets[t], accuracies.OnTarget(algorithm, t)));
  return BarChart(
      StrCat(accuracies.dataset, ": each target under ", RuleName(accuracies.rule),
             ", with 95 % intervals over trials"),
      kAccuracy, bars);
}

// The mean of the source domains' held-out accuracies, at the steps where all have one,
// over all runs of an algorithm.
Curve ValidationCurve(const std::string& algorithm,
                      const std::map<int64_t, std::vector<const RunLog*>>& trials,
                      size_t domains) {
  std::map<int64_t, std::vector<double>> by_step;
  for (const auto& [trial, runs] : trials)
    for (const RunLog* run : runs)
      for (const CheckpointRecord& checkpoint : run->checkpoints) {
        double sum = 0;
        size_t sources = 0;
        for (const auto& [env, accuracy] : checkpoint.out)
          if (!std::ranges::count(run->key.test_envs, env)) sum += accuracy, ++sources;
        if (sources > 0 && sources + run->key.test_envs.size() == domains)
          by_step[checkpoint.step].push_back(sum / static_cast<double>(sources));
      }
  Curve curve{algorithm, {}};
  for (const auto& [step, values] : by_step)
    curve.points.emplace_back(step, 100 * MeanOf(values).mean);
  return curve;
}

Chart CurvesChart(const DatasetRuns& dataset, const std::string& baseline) {
  std::vector<Curve> curves;
  for (const std::string& algorithm : BaselineFirst(dataset.runs, baseline))
    curves.push_back(
        ValidationCurve(algorithm, dataset.runs.at(algorithm), dataset.domains.size()));
  return CurveChart(
      StrCat(dataset.name,
             ": held-out parts of the source domains, mean over all runs"),
      "validation accuracy, %", curves);
}

ReportSection SectionOf(const Collected& collected, const SweepTableConfig& config) {
  ReportSection section{.heading = collected.dataset.name,
                        .text = "",
                        .tables = TablesOf(collected, config),
                        .charts = {}};
  if (!collected.rules.empty()) {
    const SweepAccuracies& first = collected.rules.front();
    section.charts.push_back(RulesChart(collected, config.baseline));
    section.charts.push_back(TargetsChart(first, config.baseline));
    section.tables.push_back(SelectedTable(first, collected.dataset, config.baseline));
  }
  section.charts.push_back(CurvesChart(collected.dataset, config.baseline));
  return section;
}

// Runs, checkpoints, algorithms and trials, counted.
std::vector<std::pair<std::string, std::string>> FactsOf(const RunLogs& logs) {
  int64_t checkpoints = 0;
  std::set<std::string> algorithms, datasets;
  std::set<int64_t> trials;
  for (const RunLog& run : logs.runs) {
    checkpoints += std::ssize(run.checkpoints);
    algorithms.insert(run.key.algorithm);
    datasets.insert(run.key.dataset);
    trials.insert(run.key.trial_seed);
  }
  return {{"Runs", FormatCount(std::ssize(logs.runs))},
          {"Checkpoints", FormatCount(checkpoints)},
          {"Data sets", Join(datasets, ", ")},
          {"Algorithms", Join(algorithms, ", ")},
          {"Trials", FormatCount(std::ssize(trials))}};
}

}  // namespace

SweepReport CollectSweep(const RunLogs& logs, const SweepTableConfig& config) {
  SweepReport report;
  report.notes = logs.notes;
  std::vector<Collected> all;
  for (const DatasetRuns& dataset : GroupRuns(logs.runs))
    all.push_back(CollectDataset(dataset, &report.notes));
  report.page.title = "Domain generalization: results of a sweep";
  report.page.facts = FactsOf(logs);
  report.page.summary =
      "Accuracy on domains that were held out, under each rule of model selection.";
  for (const std::string& note : report.notes) report.page.summary += "\n\n" + note;
  for (const Collected& collected : all) {
    const std::vector<Table> tables = TablesOf(collected, config);
    report.tables.insert(report.tables.end(), tables.begin(), tables.end());
    report.page.sections.push_back(SectionOf(collected, config));
  }
  const std::vector<Table> averages = Averages(all, config);
  report.tables.insert(report.tables.end(), averages.begin(), averages.end());
  if (!averages.empty())
    report.page.sections.push_back(
        {.heading = "All data sets", .text = "", .tables = averages, .charts = {}});
  return report;
}

}  // namespace graft
