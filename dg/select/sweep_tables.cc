#include "dg/select/sweep_tables.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/base/learning_curve.h"
#include "common/base/strings.h"
#include "common/report/figures.h"
#include "common/train/intervals.h"
#include "common/train/significance.h"

namespace graft {
namespace {

constexpr double kLevel = 0.05;

Cell MeanCell(const std::vector<double>& trials, Spread spread) {
  const MeanInterval interval = MeanOf(trials);
  const double half =
      spread == Spread::kInterval ? interval.half_width : StandardError(trials);
  return {FormatMean(interval.mean, half, 1), interval.mean};
}

std::string IntervalText(const MeanInterval& interval) {
  if (!std::isfinite(interval.half_width)) return "–";
  return StrCat("[", FormatFixed(interval.low(), 1, 100), ", ",
                FormatFixed(interval.high(), 1, 100), "]");
}

// A column of figures, whose best is marked if there is something to be better than.
Column FigureColumn(std::string name, size_t rows) {
  return {std::move(name), Align::kRight, rows > 1 ? Best::kHighest : Best::kNone};
}

std::string SpreadText(Spread spread) {
  return spread == Spread::kInterval
             ? "Mean over trials ± half of Student's 95 % interval, in percent."
             : "Mean over trials ± standard error (population deviation / √n, as "
               "DomainBed), in percent.";
}

// Both algorithms' accuracies where both have one: the same trials and targets.
struct Pairs {
  std::vector<double> algorithm, baseline;
};

Pairs PairsOf(const SweepAccuracies& accuracies, const std::string& algorithm,
              const std::string& baseline) {
  Pairs pairs;
  for (const auto& [trial, selections] : accuracies.of.at(algorithm)) {
    const auto same = accuracies.of.at(baseline).find(trial);
    if (same == accuracies.of.at(baseline).end()) continue;
    for (size_t t = 0; t < selections.size(); ++t) {
      if (!selections[t] || !same->second[t]) continue;
      pairs.algorithm.push_back(selections[t]->accuracy);
      pairs.baseline.push_back(same->second[t]->accuracy);
    }
  }
  return pairs;
}

std::string VerdictOf(const PairedTest& test, double adjusted) {
  if (std::isnan(adjusted)) return "–";
  if (adjusted >= kLevel) return "not told apart";
  return test.difference.mean > 0 ? "better" : "worse";
}

}  // namespace

double StandardError(std::span<const double> values) {
  if (values.size() < 2) return kUnknown;
  const auto n = static_cast<double>(values.size());
  const double mean = MeanOf(values).mean;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / n) / std::sqrt(n);
}

Table AccuracyTable(const SweepAccuracies& accuracies, const SweepTableConfig& config) {
  const size_t rows = accuracies.of.size();
  std::vector<Column> columns = {{"Algorithm"}};
  for (const std::string& target : accuracies.targets)
    columns.push_back(FigureColumn(target, rows));
  columns.push_back(FigureColumn("Avg", rows));
  columns.push_back({"95 % of Avg", Align::kRight});
  columns.push_back(FigureColumn("Worst", rows));
  columns.push_back({"Trials", Align::kRight});
  Table table(StrCat(accuracies.dataset, ", ", RuleName(accuracies.rule)), columns);
  for (const std::string& algorithm : BaselineFirst(accuracies.of, config.baseline)) {
    std::vector<Cell> row = {algorithm};
    for (size_t t = 0; t < accuracies.targets.size(); ++t)
      row.push_back(MeanCell(accuracies.OnTarget(algorithm, t), config.spread));
    const std::vector<double> averages = accuracies.Averages(algorithm);
    row.push_back(MeanCell(averages, config.spread));
    row.emplace_back(IntervalText(MeanOf(averages)));
    row.push_back(MeanCell(accuracies.Minima(algorithm), config.spread));
    row.emplace_back(StrCat(averages.size()));
    table.AddRow(std::move(row));
  }
  table.AddFootnote(SpreadText(config.spread));
  return table;
}

std::optional<Table> BaselineTable(const SweepAccuracies& accuracies,
                                   const SweepTableConfig& config) {
  std::vector<std::string> algorithms = BaselineFirst(accuracies.of, config.baseline);
  if (algorithms.size() < 2 || algorithms.front() != config.baseline)
    return std::nullopt;
  algorithms.erase(algorithms.begin());
  std::vector<PairedTest> tests;
  std::vector<double> p;
  for (const std::string& algorithm : algorithms) {
    const Pairs pairs = PairsOf(accuracies, algorithm, config.baseline);
    tests.push_back(PairedTTest(pairs.algorithm, pairs.baseline));
    p.push_back(tests.back().p);
  }
  if (std::ranges::all_of(
          tests, [](const PairedTest& test) { return test.difference.count == 0; }))
    return std::nullopt;
  const std::vector<double> adjusted = HolmAdjusted(p);
  Table table(StrCat(accuracies.dataset, ", ", RuleName(accuracies.rule),
                     ": difference to ", config.baseline),
              {{"Algorithm"},
               {"Difference", Align::kRight},
               {"95 %", Align::kRight},
               {"Pairs", Align::kRight},
               {"t", Align::kRight},
               {"p", Align::kRight},
               {"p (Holm)", Align::kRight},
               {"At 5 %"}});
  for (size_t i = 0; i < algorithms.size(); ++i) {
    const MeanInterval& difference = tests[i].difference;
    table.AddRow({algorithms[i], FormatSigned(difference.mean, 1, 100),
                  IntervalText(difference), StrCat(difference.count),
                  FormatFixed(tests[i].t, 2), FormatSignificant(tests[i].p, 2),
                  FormatSignificant(adjusted[i], 2), VerdictOf(tests[i], adjusted[i])});
  }
  table.AddFootnote(
      "Pairs share trial and target; points of accuracy. Paired t test, Holm's "
      "correction over the table.");
  return table;
}

Table AveragesTable(const std::vector<SweepAccuracies>& datasets,
                    const SweepTableConfig& config) {
  std::map<std::string, bool> all;
  for (const SweepAccuracies& dataset : datasets)
    for (const auto& [algorithm, trials] : dataset.of) all[algorithm] = true;
  std::vector<Column> columns = {{"Algorithm"}};
  for (const SweepAccuracies& dataset : datasets)
    columns.push_back(FigureColumn(dataset.dataset, all.size()));
  columns.push_back(FigureColumn("Avg", all.size()));
  Table table(StrCat("Averages, ", RuleName(datasets.front().rule)), columns);
  for (const std::string& algorithm : BaselineFirst(all, config.baseline)) {
    std::vector<Cell> row = {algorithm};
    double sum = 0;
    for (const SweepAccuracies& dataset : datasets) {
      row.push_back(MeanCell(dataset.of.contains(algorithm)
                                 ? dataset.Averages(algorithm)
                                 : std::vector<double>(),
                             config.spread));
      sum += row.back().value;
    }
    const double mean = sum / static_cast<double>(datasets.size());
    row.push_back({FormatFixed(mean, 1, 100), mean});
    table.AddRow(std::move(row));
  }
  table.AddFootnote(SpreadText(config.spread));
  return table;
}

}  // namespace graft
