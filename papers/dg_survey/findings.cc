#include "papers/dg_survey/findings.h"

#include <algorithm>
#include <functional>

#include "common/base/machine.h"
#include "common/base/strings.h"
#include "common/report/figures.h"
#include "common/tensor/version.h"
#include "common/train/intervals.h"

namespace graft::papers {
namespace {

struct Published {
  const char* objective;
  double training, leave_one_out, oracle;  // %
};

// research: results.tex of the release, columns CMNIST and RMNIST, averages over targets.
constexpr Published kColored[] = {
    {"ERM", 51.5, 36.7, 57.8},      {"IRM", 52.0, 40.3, 67.7},
    {"GroupDRO", 52.1, 36.8, 61.1}, {"Mixup", 52.1, 33.4, 58.4},
    {"MLDG", 51.5, 36.7, 58.2},     {"CORAL", 51.5, 39.7, 58.6},
    {"MMD", 51.5, 36.8, 63.3},      {"DANN", 51.5, 40.7, 57.0},
    {"CDANN", 51.7, 39.1, 59.5},    {"MTL", 51.4, 35.0, 57.6},
    {"SagNet", 51.7, 36.5, 58.2},   {"ARM", 56.2, 36.8, 63.2},
    {"VREx", 51.8, 36.9, 67.0},     {"RSC", 51.7, 36.5, 58.5}};
constexpr Published kRotated[] = {
    {"ERM", 98.0, 97.7, 97.8},      {"IRM", 97.7, 97.0, 97.5},
    {"GroupDRO", 98.0, 97.6, 97.9}, {"Mixup", 98.0, 97.8, 98.0},
    {"MLDG", 97.9, 97.6, 97.8},     {"CORAL", 98.0, 97.8, 98.0},
    {"MMD", 97.9, 97.8, 98.0},      {"DANN", 97.8, 97.6, 97.9},
    {"CDANN", 97.9, 97.5, 97.9},    {"MTL", 97.9, 97.8, 97.9},
    {"SagNet", 98.0, 94.0, 97.9},   {"ARM", 98.2, 98.1, 98.1},
    {"VREx", 97.9, 93.6, 97.9},     {"RSC", 97.6, 97.6, 97.6}};

double Of(const Published& row, SelectionRule rule) {
  switch (rule) {
    case SelectionRule::kTrainingDomain:
      return row.training / 100;
    case SelectionRule::kLeaveOneDomainOut:
      return row.leave_one_out / 100;
    case SelectionRule::kOracle:
      return row.oracle / 100;
    case SelectionRule::kWorstDomain:
      return kUnknown;
  }
  return kUnknown;
}

// Of one data set and rule: cells objective by objective.
Table CellTable(const std::vector<CellRecord>& cells) {
  std::vector<std::string> metrics;
  for (const CellRecord& cell : cells)
    if (std::ranges::find(metrics, cell.metric) == metrics.end())
      metrics.push_back(cell.metric);
  std::vector<Column> columns = {{"objective"}};
  for (const std::string& metric : metrics)
    columns.push_back({metric, Align::kRight, Best::kHighest});
  columns.push_back({"published Avg", Align::kRight});
  Table table(cells[0].table, columns);
  for (size_t i = 0; i < cells.size();) {
    std::vector<graft::Cell> row(columns.size(), "–");
    const std::string& objective = cells[i].row;
    row[0] = objective;
    for (; i < cells.size() && cells[i].row == objective; ++i) {
      const CellRecord& cell = cells[i];
      const auto place = std::ranges::find(metrics, cell.metric) - metrics.begin();
      row[1 + place] = {FormatMean(cell.mean, cell.half_width, 1), cell.mean};
      if (cell.metric == "Avg") row.back() = FormatFixed(cell.paper_value, 1, 100);
    }
    table.AddRow(std::move(row));
  }
  table.AddFootnote(
      "Accuracy on the domain held out, %: mean over trials ± half of the 95 % "
      "t-interval. Published: DomainBed's average over all targets, on full data.");
  return table;
}

CellRecord MakeCell(const SweepAccuracies& accuracies, const std::string& objective,
                    const std::string& metric, const std::vector<double>& values,
                    double published) {
  const MeanInterval interval = MeanOf(values);
  CellRecord cell;
  cell.paper = kSurvey;
  cell.table = StrCat(accuracies.dataset, ", ", RuleName(accuracies.rule));
  cell.row = objective;
  cell.metric = metric;
  cell.mean = interval.mean;
  cell.half_width = interval.half_width;
  cell.seeds = interval.count;
  cell.paper_value = published;
  return cell;
}

const SweepAccuracies* Find(const std::vector<SweepAccuracies>& all,
                            const std::string& dataset, SelectionRule rule) {
  for (const SweepAccuracies& accuracies : all)
    if (accuracies.dataset == dataset && accuracies.rule == rule) return &accuracies;
  return nullptr;
}

// On the target of that name, by trial; empty if it was not run.
std::vector<double> On(const SweepAccuracies* accuracies, const std::string& objective,
                       const std::string& target) {
  if (accuracies == nullptr || !accuracies->of.contains(objective)) return {};
  for (size_t t = 0; t < accuracies->targets.size(); ++t)
    if (accuracies->targets[t] == target) return accuracies->OnTarget(objective, t);
  return {};
}

ClaimRecord Claim(const std::string& text, const Judgement& judgement) {
  return MakeClaim(kSurvey, text, judgement);
}

// The two have as many trials, and some; otherwise the runs lack what the claim is about.
Judgement Judged(const Comparison& comparison,
                 const std::function<Judgement(const Comparison&)>& judge) {
  if (comparison.a.empty() || comparison.a.size() != comparison.b.size())
    return NotTestable("these runs do not hold both");
  return judge(comparison);
}

void AddColored(const std::vector<SweepAccuracies>& all,
                std::vector<ClaimRecord>& claims) {
  const std::string data = "ColoredMNIST", target = "-90%";
  const SweepAccuracies* training = Find(all, data, SelectionRule::kTrainingDomain);
  const SweepAccuracies* oracle = Find(all, data, SelectionRule::kOracle);
  const std::vector<double> erm = On(training, "ERM", target);
  claims.push_back(
      Claim("ColoredMNIST: on −90 % ERM follows the colour, to 10 % (within 10 "
            "points), chosen "
            "on the sources",
            Judged({"ERM", erm, "the colour", std::vector<double>(erm.size(), 0.1)},
                   [](const Comparison& c) { return JudgeComparable(c, 0.1); })));
  for (const char* objective : {"IRM", "VREx"})
    claims.push_back(
        Claim(StrCat("ColoredMNIST: on −90 % ", objective,
                     " is far above ERM (by more than 20 points) under the oracle"),
              Judged({objective, On(oracle, objective, target), "ERM",
                      On(oracle, "ERM", target)},
                     [](const Comparison& c) { return JudgeGreater(c, 0.2, 0.2); })));
}

void AddRotated(const std::vector<SweepAccuracies>& all,
                std::vector<ClaimRecord>& claims) {
  const SweepAccuracies* training =
      Find(all, "RotatedMNIST", SelectionRule::kTrainingDomain);
  if (training == nullptr || !training->of.contains("ERM")) return;
  for (const auto& [objective, trials] : training->of)
    if (objective != "ERM")
      claims.push_back(
          Claim(StrCat("RotatedMNIST: ", objective,
                       " and ERM are equally good (within 2 points)"),
                Judged({objective, training->Averages(objective), "ERM",
                        training->Averages("ERM")},
                       [](const Comparison& c) { return JudgeComparable(c, 0.02); })));
}

void AddNoWinner(const std::vector<SweepAccuracies>& all,
                 std::vector<ClaimRecord>& claims) {
  for (const SweepAccuracies& accuracies : all) {
    if (accuracies.rule != SelectionRule::kTrainingDomain ||
        accuracies.dataset == "RotatedMNIST" || !accuracies.of.contains("ERM"))
      continue;
    for (const auto& [objective, trials] : accuracies.of)
      if (objective != "ERM")
        claims.push_back(Claim(
            StrCat(accuracies.dataset, ": ERM is at most 1 point worse than ",
                   objective, ", chosen on the sources"),
            Judged({"ERM", accuracies.Averages("ERM"), objective,
                    accuracies.Averages(objective)},
                   [](const Comparison& c) { return JudgeGreater(c, -0.01, 0); })));
  }
}

}  // namespace

double PublishedAverage(const std::string& dataset, SelectionRule rule,
                        const std::string& objective) {
  const auto find = [&](const auto& rows) {
    for (const Published& row : rows)
      if (row.objective == objective) return Of(row, rule);
    return kUnknown;
  };
  if (dataset == "ColoredMNIST") return find(kColored);
  if (dataset == "RotatedMNIST") return find(kRotated);
  return kUnknown;
}

std::vector<SweepAccuracies> AllAccuracies(const std::vector<RunLog>& runs) {
  std::vector<SweepAccuracies> all;
  std::vector<std::string> notes;  // CollectSweep prints the same
  for (const DatasetRuns& dataset : GroupRuns(runs))
    for (const SelectionRule rule : kSelectionRules)
      all.push_back(SelectAll(rule, dataset, &notes));
  return all;
}

std::vector<CellRecord> SurveyCells(const std::vector<SweepAccuracies>& all) {
  std::vector<CellRecord> cells;
  for (const SweepAccuracies& accuracies : all)
    for (const std::string& objective : BaselineFirst(accuracies.of, "ERM")) {
      for (size_t t = 0; t < accuracies.targets.size(); ++t)
        if (const auto values = accuracies.OnTarget(objective, t); !values.empty())
          cells.push_back(
              MakeCell(accuracies, objective, accuracies.targets[t], values, kUnknown));
      if (const auto values = accuracies.Averages(objective); !values.empty())
        cells.push_back(
            MakeCell(accuracies, objective, "Avg", values,
                     PublishedAverage(accuracies.dataset, accuracies.rule, objective)));
    }
  return cells;
}

std::vector<Table> CellTables(const std::vector<CellRecord>& cells) {
  std::vector<Table> tables;
  for (size_t begin = 0; begin < cells.size();) {
    size_t end = begin;
    while (end < cells.size() && cells[end].table == cells[begin].table) ++end;
    tables.push_back(CellTable({cells.begin() + begin, cells.begin() + end}));
    begin = end;
  }
  return tables;
}

std::vector<ClaimRecord> SurveyClaims(const std::vector<SweepAccuracies>& all) {
  std::vector<ClaimRecord> claims;
  AddColored(all, claims);
  AddRotated(all, claims);
  AddNoWinner(all, claims);
  return claims;
}

RunRecord RecordOf(const RunLog& run) {
  RunRecord record;
  record.paper = kSurvey;
  record.run = StrCat(run.key.dataset, "/", run.key.algorithm, "/targets ",
                      Join(run.key.test_envs, "-"), "/draw ", run.key.hparams_seed,
                      "/trial ", run.key.trial_seed, "/seed ", run.key.seed);
  record.config = run.args;
  record.config["hparams"] = run.hparams;
  record.seed = run.key.seed;
  record.versions = {
      {"torch", LibTorchVersion()}, {"compiler", CompilerName()}, {"cpu", CpuName()}};
  const CheckpointRecord& last = run.checkpoints.back();
  for (const auto& [domain, accuracy] : last.in)
    record.metrics[StrCat("last_env", domain, "_in_acc")] = accuracy;
  for (const auto& [domain, accuracy] : last.out)
    record.metrics[StrCat("last_env", domain, "_out_acc")] = accuracy;
  const auto chosen =
      Select(SelectionRule::kTrainingDomain, {&run}, run.key.test_envs[0],
             static_cast<int>(run.args.at("domains").size()));
  if (run.key.test_envs.size() == 1 && chosen.ok() && *chosen) {
    record.metrics["training_domain_step"] = static_cast<double>((*chosen)->steps[0]);
    record.metrics["training_domain_validation"] = (*chosen)->validation;
    record.metrics["training_domain_accuracy"] = (*chosen)->accuracy;
  }
  return record;
}

}  // namespace graft::papers
