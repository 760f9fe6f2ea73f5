#include "dg/select/variance_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "common/base/learning_curve.h"
#include "common/base/strings.h"
#include "common/report/figures.h"
#include "dg/select/selection.h"

namespace graft {
namespace {

struct Draw {
  Json hparams;
  std::vector<double> seeds = {};  // an accuracy each
};
using Trials = std::map<int64_t, std::map<int64_t, Draw>>;  // trial → draw

Trials TrialsOf(const DatasetRuns& dataset, const std::string& algorithm, int target) {
  const int domains = static_cast<int>(dataset.domains.size());
  Trials trials;
  for (const auto& [trial, runs] : dataset.runs.at(algorithm))
    for (const RunLog* run : runs) {
      const auto selection =
          SelectCheckpoint(SelectionRule::kTrainingDomain, {run}, target, domains);
      if (!selection.ok() || !*selection || std::isnan((*selection)->accuracy))
        continue;
      Draw& draw = trials[trial][run->key.hparams_seed];
      draw.hparams = run->hparams;
      draw.seeds.push_back((*selection)->accuracy);
    }
  return trials;
}

// The draws that all trials have.
std::set<int64_t> CommonDraws(const Trials& trials) {
  std::set<int64_t> common;
  for (const auto& [number, draw] : trials.begin()->second)
    if (std::all_of(trials.begin(), trials.end(), [n = number](const auto& trial) {
          return trial.second.contains(n);
        }))
      common.insert(number);
  return common;
}

// Whether draws of one number are the same hyper-parameters in all trials that have them.
bool SameDraws(const Trials& trials) {
  std::map<int64_t, const Json*> hparams;
  for (const auto& [trial, draws] : trials)
    for (const auto& [number, draw] : draws)
      if (*hparams.try_emplace(number, &draw.hparams).first->second != draw.hparams)
        return false;
  return true;
}

// Of each trial the draws that a balanced design takes: crossed, those that all trials have;
// nested, equally many, the first.
std::vector<std::vector<const Draw*>> BalancedDraws(const Trials& trials,
                                                    bool crossed) {
  const std::set<int64_t> common = CommonDraws(trials);
  std::vector<std::vector<const Draw*>> chosen;
  size_t fewest = SIZE_MAX;
  for (const auto& [trial, draws] : trials) {
    chosen.emplace_back();
    for (const auto& [number, draw] : draws)
      if (!crossed || common.contains(number)) chosen.back().push_back(&draw);
    fewest = std::min(fewest, chosen.back().size());
  }
  for (std::vector<const Draw*>& draws : chosen) draws.resize(fewest);
  return chosen;
}

// "2 trials × 20 draws × 1 seed, nested"
std::string DesignText(const SweepDesign& design) {
  const VarianceDesign& v = design.values;
  const auto counted = [](int n, const char* what) {
    return StrCat(n, " ", what, n == 1 ? "" : "s");
  };
  std::string text =
      StrCat(counted(v.splits, "trial"), " × ", counted(v.draws, "draw"), " × ",
             counted(v.seeds, "seed"), design.crossed ? ", crossed" : ", nested");
  if (design.left_out > 0)
    text +=
        StrCat(", ", counted(static_cast<int>(design.left_out), "run"), " left out");
  return text;
}

// An algorithm's variances, source by source, each target's own and their mean.
struct Source {
  std::string name;
  std::vector<double> variances;  // NaN: not known

  double Mean() const {
    double sum = 0, count = 0;
    for (const double v : variances)
      if (!std::isnan(v)) sum += v, ++count;
    return sum / count;
  }
};

std::vector<Source> SourcesOf(const std::vector<std::optional<SweepDesign>>& designs) {
  std::vector<Source> sources;
  for (size_t t = 0; t < designs.size(); ++t) {
    if (!designs[t]) continue;
    const VarianceDesign& values = designs[t]->values;
    for (const VarianceComponent& component :
         designs[t]->crossed ? CrossedComponents(values) : NestedComponents(values)) {
      auto source = std::find_if(sources.begin(), sources.end(), [&](const Source& s) {
        return s.name == component.source;
      });
      if (source == sources.end())
        source = sources.insert(
            source, {component.source, std::vector(designs.size(), kUnknown)});
      source->variances[t] = component.variance;
    }
  }
  return sources;
}

std::string Deviation(double variance) {
  return variance < 0 ? "0*" : FormatFixed(std::sqrt(variance), 2, 100);
}

// Whether an estimate was negative.
bool AddRows(const std::string& algorithm, const std::vector<Source>& sources,
             Table* table) {
  double total = 0;
  bool negative = false;
  for (const Source& source : sources) total += std::max(0.0, source.Mean());
  for (const Source& source : sources) {
    std::vector<Cell> row = {algorithm, source.name};
    for (const double variance : source.variances) {
      row.emplace_back(Deviation(variance));
      negative |= variance < 0;
    }
    row.emplace_back(Deviation(source.Mean()));
    const double share = std::max(0.0, source.Mean()) / total;
    row.emplace_back(total > 0 ? FormatFixed(share, 0, 100) + " %" : "–");
    table->AddRow(std::move(row));
  }
  return negative;
}

}  // namespace

std::optional<SweepDesign> DesignOf(const DatasetRuns& dataset,
                                    const std::string& algorithm, int target) {
  const Trials trials = TrialsOf(dataset, algorithm, target);
  if (trials.empty()) return std::nullopt;
  SweepDesign design{.crossed = !CommonDraws(trials).empty() && SameDraws(trials)};
  const auto chosen = BalancedDraws(trials, design.crossed);
  size_t seeds = SIZE_MAX;
  for (const auto& draws : chosen)
    for (const Draw* draw : draws) seeds = std::min(seeds, draw->seeds.size());
  VarianceDesign& values = design.values;
  values.splits = static_cast<int>(chosen.size());
  values.draws = static_cast<int>(chosen.front().size());
  values.seeds = static_cast<int>(seeds);
  for (const auto& draws : chosen)
    for (const Draw* draw : draws)
      values.values.insert(values.values.end(), draw->seeds.begin(),
                           draw->seeds.begin() + static_cast<int64_t>(seeds));
  if (values.values.size() < 2) return std::nullopt;
  for (const auto& [trial, draws] : trials)
    for (const auto& [number, draw] : draws)
      design.left_out += static_cast<int64_t>(draw.seeds.size());
  design.left_out -= static_cast<int64_t>(values.values.size());
  return design;
}

std::optional<Table> VarianceTable(const DatasetRuns& dataset,
                                   const std::string& baseline) {
  std::vector<Column> columns = {{"Algorithm"}, {"Source"}};
  for (const int target : dataset.targets)
    columns.push_back({dataset.domains[target], Align::kRight});
  columns.push_back({"All", Align::kRight});
  columns.push_back({"Share", Align::kRight});
  Table table(
      StrCat(dataset.name, ", what moves a run's accuracy: deviations in points"),
      columns);
  std::map<std::string, std::set<std::string>> algorithms;  // of a design
  bool negative = false;
  for (const std::string& algorithm : BaselineFirst(dataset.runs, baseline)) {
    std::vector<std::optional<SweepDesign>> designs;
    for (const int target : dataset.targets) {
      designs.push_back(DesignOf(dataset, algorithm, target));
      if (designs.back()) algorithms[DesignText(*designs.back())].insert(algorithm);
    }
    negative |= AddRows(algorithm, SourcesOf(designs), &table);
  }
  if (table.rows().empty()) return std::nullopt;
  for (const auto& [design, names] : algorithms)
    table.AddFootnote(StrCat("Design: ", design, " (", Join(names, ", "), ")."));
  if (negative) table.AddFootnote("0*: the estimate is negative, and shown as 0.");
  return table;
}

}  // namespace graft
