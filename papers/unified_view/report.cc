#include "papers/unified_view/report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "common/report/charts.h"
#include "common/report/claims.h"
#include "common/report/figures.h"
#include "common/train/intervals.h"
#include "papers/unified_view/design.h"

namespace graft::unified_view {
namespace {

constexpr char kPaper[] = "unified_view";
constexpr size_t kSeeds = 3;       // a verdict needs at least so many
constexpr double kEffect = 0.005;  // half a point: below that a difference is not one

struct Reference {
  const char* name;
  const char* label;
};
constexpr Reference kReferences[] = {
    {"tfidf", "TF-IDF + logistic regression"},
    {"frozen", "frozen encoder, mean + logistic regression"}};

// An arm on a task: its runs at the rate that dev chose, by seed.
struct ArmResult {
  double rate = 0;
  std::vector<double> accuracy;
  int64_t params = 0;
  const RunRecord* first = nullptr;  // seed 0
};

std::string ArmOf(const RunRecord& run) {
  const size_t begin = run.run.find('/') + 1;
  return run.run.substr(begin, run.run.find('/', begin) - begin);
}

double Metric(const RunRecord& run, const std::string& name) {
  const auto metric = run.metrics.find(name);
  return metric == run.metrics.end() ? kUnknown : metric->second;
}

// Results of every arm on a task. The rate is the best on dev among the runs of seed 0; the
// first in the file wins a tie.
std::map<std::string, ArmResult> Collect(const Results& results,
                                         const std::string& task) {
  std::map<std::string, ArmResult> arms;
  std::map<std::string, double> best;
  const auto mine = [&](const RunRecord& run) {
    return run.run.starts_with(task + "/") && run.config.contains("rate");
  };
  for (const RunRecord& run : results.runs) {
    if (!mine(run) || run.seed != 0) continue;
    const std::string arm = ArmOf(run);
    const double dev = Metric(run, "dev_accuracy");
    if (best.contains(arm) && !(dev > best[arm])) continue;
    best[arm] = dev;
    arms[arm].rate = run.config["rate"].get<double>();
    arms[arm].first = &run;
    arms[arm].params = std::llround(Metric(run, "params"));
  }
  std::map<std::string, std::map<int64_t, double>> by_seed;
  for (const RunRecord& run : results.runs)
    if (mine(run) && run.config["rate"].get<double>() == arms[ArmOf(run)].rate)
      by_seed[ArmOf(run)][run.seed] = Metric(run, "test_accuracy");
  for (const auto& [arm, seeds] : by_seed)
    for (const auto& [seed, value] : seeds) arms[arm].accuracy.push_back(value);
  return arms;
}

std::optional<double> ReferenceScore(const Results& results, const std::string& task,
                                     const char* name) {
  const RunRecord* run = FindRun(results, ReferenceRun(task, name));
  if (run == nullptr) return std::nullopt;
  return Metric(*run, "test_accuracy");
}

// "†" if the arm does not beat TF-IDF, "‡" if not the frozen encoder.
std::string Marks(double mean, const std::vector<std::optional<double>>& references) {
  std::string marks;
  const char* symbols[] = {"†", "‡"};
  for (size_t i = 0; i < references.size(); ++i)
    if (references[i] && !(mean > *references[i])) marks += symbols[i];
  return marks;
}

// The rule is the same sentence for every claim of a kind, so it speaks of a and b.
Judgement JudgeClaim(const Claim& claim, std::vector<double> a, std::vector<double> b) {
  const size_t seeds = std::min(a.size(), b.size());
  if (seeds < kSeeds)
    return NotTestable(StrCat("fewer than ", kSeeds,
                              " seeds: two differences that happen "
                              "to be equal would pass for certainty"));
  a.resize(seeds);
  b.resize(seeds);
  const auto judge = [&](const std::string& a_name, const std::string& b_name) {
    const graft::Comparison comparison{
        .a_name = a_name, .a = a, .b_name = b_name, .b = b};
    return claim.tolerance > 0 ? JudgeComparable(comparison, claim.tolerance)
                               : JudgeGreater(comparison, 0, kEffect);
  };
  Judgement judgement = judge(claim.a, claim.b);
  judgement.rule = judge("a", "b").rule;
  return judgement;
}

class TableBuilder {
 public:
  TableBuilder(const Results& results, const std::string& task,
               int64_t trunk_parameters)
      : results_(results),
        task_(task),
        trunk_parameters_(static_cast<double>(trunk_parameters)),
        arms_(Collect(results, task)) {
    for (const Reference& reference : kReferences)
      references_.push_back(ReferenceScore(results, task, reference.name));
  }

  bool Has(const Comparison& comparison) const {
    return std::all_of(comparison.rows.begin(), comparison.rows.end(),
                       [&](const Row& row) { return arms_.contains(row.arm); });
  }

  Table Build(const Comparison& comparison, std::vector<CellRecord>& cells) const {
    const bool pairs = task_ == "mnli" && !comparison.metric_pair.empty();
    Table table(task_ + ": " + comparison.title,
                {{"method"},
                 {"test accuracy", Align::kRight, Best::kHighest},
                 {"parameters", Align::kRight},
                 {"of trunk", Align::kRight},
                 {"rate", Align::kRight},
                 {"ms/step", Align::kRight},
                 {"peak MiB", Align::kRight},
                 {pairs ? comparison.metric_pair : comparison.metric, Align::kRight}});
    for (const Row& row : comparison.rows)
      AddArm(comparison, row, pairs ? row.paper_pair : row.paper, table, cells);
    for (size_t i = 0; i < references_.size(); ++i)
      if (references_[i])
        table.AddRow({kReferences[i].label, FormatFixed(*references_[i], 1, 100), "–",
                      "–", "–", "–", "–", "–"});
    AddFootnotes(table);
    return table;
  }

  std::vector<ClaimRecord> Judge() const {
    std::vector<ClaimRecord> records;
    for (const Claim& claim : Claims()) {
      const auto a = arms_.find(claim.a), b = arms_.find(claim.b);
      if (a == arms_.end() || b == arms_.end()) continue;
      records.push_back(
          MakeClaim(kPaper, StrCat(task_, ": ", claim.text),
                    JudgeClaim(claim, a->second.accuracy, b->second.accuracy)));
    }
    return records;
  }

 private:
  void AddArm(const Comparison& comparison, const Row& row, double paper, Table& table,
              std::vector<CellRecord>& cells) const {
    const ArmResult& arm = arms_.at(row.arm);
    const MeanInterval mean = MeanOf(arm.accuracy);
    const RunRecord* cost = FindRun(results_, CostRun(row.arm));
    const double step = cost == nullptr ? kUnknown : Metric(*cost, "step_ms");
    const double peak = cost == nullptr ? kUnknown : cost->peak_mib;
    const std::string marks = Marks(mean.mean, references_);
    table.AddRow({row.label,
                  {FormatMean(mean.mean, mean.half_width, 1) + marks, mean.mean},
                  FormatCount(arm.params),
                  FormatShare(static_cast<double>(arm.params) / trunk_parameters_),
                  StrCat(arm.rate),
                  FormatFixed(step, 0),
                  FormatFixed(peak, 0),
                  FormatFixed(paper, paper > 80 ? 1 : 2)});
    cells.push_back({.paper = kPaper,
                     .table = task_ + "/" + comparison.id,
                     .row = row.label,
                     .metric = "test_accuracy",
                     .mean = mean.mean,
                     .half_width = mean.half_width,
                     .seeds = mean.count,
                     .paper_value = paper,
                     .params = arm.params,
                     .step_ms = step,
                     .peak_mib = peak});
  }

  void AddFootnotes(Table& table) const {
    table.AddFootnote(
        "Accuracy in %: mean over seeds ± half of the 95 % t-interval; the rate was "
        "chosen "
        "on dev. Parameters without the task's head, which every method trains.");
    std::string marks;
    for (const auto& row : table.rows()) marks += row[1].text;
    if (marks.find("†") != std::string::npos)
      table.AddFootnote("† does not beat TF-IDF + logistic regression.");
    if (marks.find("‡") != std::string::npos)
      table.AddFootnote("‡ does not beat a logistic regression on the frozen encoder.");
  }

  const Results& results_;
  std::string task_;
  double trunk_parameters_;
  std::map<std::string, ArmResult> arms_;
  std::vector<std::optional<double>> references_;
};

Chart MethodChart(const TaskReport& task, const Results& results) {
  std::vector<ParameterPoint> points;
  std::set<std::string> seen;
  for (const CellRecord& cell : task.cells)
    if (cell.params.value_or(0) > 0 && seen.insert(cell.row).second)
      points.push_back({cell.row, cell.table.substr(cell.table.find('/') + 1),
                        static_cast<double>(*cell.params), 100 * cell.mean,
                        100 * cell.half_width});
  std::vector<ReferenceLine> lines;
  for (const Reference& reference : kReferences)
    if (const auto score = ReferenceScore(results, task.task, reference.name))
      lines.push_back({reference.label, 100 * *score});
  return ParameterChart(task.task + ": accuracy against trained parameters",
                        "test accuracy, %", points, lines);
}

Chart TableChart(const TaskReport& task, const std::string& id) {
  std::vector<Bar> bars;
  std::string title;
  for (const CellRecord& cell : task.cells)
    if (cell.table == task.task + "/" + id)
      bars.push_back({cell.row, "here", 100 * cell.mean, 100 * cell.half_width});
  return BarChart(StrCat(task.task, ": ", id), "test accuracy, %", bars);
}

Chart DevChart(const TaskReport& task, const Results& results) {
  std::vector<Curve> curves;
  for (const auto& [arm, result] : Collect(results, task.task)) {
    const auto curve = result.first->curves.find("dev_accuracy");
    if (curve == result.first->curves.end()) continue;
    Curve percent{arm, {}};
    for (const auto& [step, value] : curve->second)
      percent.points.emplace_back(step, 100 * value);
    curves.push_back(percent);
  }
  return CurveChart(task.task + ": accuracy on dev while training (first seed)",
                    "dev accuracy, %", curves);
}

}  // namespace

std::string ReferenceRun(const std::string& task, const std::string& reference) {
  return StrCat(task, "/reference/", reference);
}

std::string CostRun(const std::string& arm) { return "cost/" + arm; }

TaskReport BuildTask(const Results& results, const std::string& task,
                     int64_t trunk_parameters) {
  const TableBuilder builder(results, task, trunk_parameters);
  TaskReport report{.task = task, .tables = {}, .cells = {}, .claims = builder.Judge()};
  for (const Comparison& comparison : Comparisons())
    if (builder.Has(comparison))
      report.tables.emplace_back(comparison.id,
                                 builder.Build(comparison, report.cells));
  return report;
}

Table ClaimTable(const std::vector<ClaimRecord>& claims) {
  Table table("Claims of the paper", {{"claim"}, {"verdict"}, {"evidence"}});
  for (const ClaimRecord& claim : claims)
    table.AddRow({claim.claim, VerdictText(claim.verdict), claim.evidence});
  std::set<std::string> rules;
  for (const ClaimRecord& claim : claims)
    if (rules.insert(claim.rule).second) table.AddFootnote(claim.rule);
  return table;
}

Report BuildPage(const std::vector<TaskReport>& tasks, const Results& results,
                 const std::vector<std::pair<std::string, std::string>>& facts) {
  Report report;
  report.title = "Towards a Unified View of Parameter-Efficient Transfer Learning";
  report.summary =
      "He et al. (ICLR 2022) show that adapters, prefix tuning and LoRA are points of "
      "one "
      "design space and compare them choice by choice. Here the same comparisons run "
      "on "
      "another model and other tasks; the paper's figures stand beside ours for "
      "orientation, and the verdicts are about direction, not about equal numbers.";
  report.facts = facts;
  for (const TaskReport& task : tasks) {
    report.claims.insert(report.claims.end(), task.claims.begin(), task.claims.end());
    ReportSection section{.heading = task.task, .text = "", .tables = {}, .charts = {}};
    section.charts.push_back(MethodChart(task, results));
    for (const auto& [id, table] : task.tables) {
      section.tables.push_back(table);
      if (id != "methods") section.charts.push_back(TableChart(task, id));
    }
    section.charts.push_back(DevChart(task, results));
    report.sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace graft::unified_view
