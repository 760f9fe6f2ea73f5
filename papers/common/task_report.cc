#include "papers/common/task_report.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "common/base/check.h"
#include "common/report/claims.h"
#include "common/report/figures.h"
#include "common/train/intervals.h"
#include "papers/common/arm_results.h"

namespace graft::papers {
namespace {

constexpr size_t kSeeds = 3;       // a verdict needs at least so many
constexpr double kEffect = 0.005;  // half a point: below that a difference is not one

// The marks of the references that the arm does not beat.
std::string Marks(double mean, const std::vector<std::optional<double>>& references) {
  std::string marks;
  for (size_t i = 0; i < references.size(); ++i)
    if (references[i] && !(mean > *references[i])) marks += kReferences[i].mark;
  return marks;
}

// Whether a claim or comparison is about the task.
template <class Item>
bool SpeaksOf(const Item& item, const std::string& task) {
  return item.tasks.empty() ||
         std::find(item.tasks.begin(), item.tasks.end(), task) != item.tasks.end();
}

Judgement Judge(const Claim& claim, const graft::Comparison& comparison) {
  switch (claim.relation) {
    case Relation::kBetter:
      return claim.within > 0 ? JudgeGreater(comparison, claim.within)
                              : JudgeGreater(comparison, 0, kEffect);
    case Relation::kNotWorse:
      return JudgeGreater(comparison, -claim.within);
    case Relation::kComparable:
      return JudgeComparable(comparison, claim.within);
  }
  CHECK(false) << claim.text;
  return {};
}

// The rule is the same sentence for every claim of a kind, so it speaks of a and b.
Judgement JudgeClaim(const Claim& claim, std::vector<double> a, std::vector<double> b) {
  const size_t seeds = std::min(a.size(), b.size());
  if (seeds < kSeeds)
    return NotTestable(StrCat("fewer than ", kSeeds,
                              " seeds: two differences that happen to be equal would "
                              "pass for certainty"));
  a.resize(seeds);
  b.resize(seeds);
  Judgement judgement =
      Judge(claim, {.a_name = claim.a, .a = a, .b_name = claim.b, .b = b});
  judgement.rule = Judge(claim, {.a_name = "a", .a = a, .b_name = "b", .b = b}).rule;
  return judgement;
}

class TableBuilder {
 public:
  TableBuilder(const Design& design, const Results& results, const std::string& task,
               int64_t trunk_parameters)
      : design_(design),
        results_(results),
        task_(task),
        trunk_parameters_(static_cast<double>(trunk_parameters)),
        arms_(CollectArms(results, task)) {
    for (const Reference& reference : kReferences)
      references_.push_back(ReferenceScore(results, task, reference.name));
  }

  bool Has(const Comparison& comparison) const {
    return SpeaksOf(comparison, task_) &&
           std::all_of(comparison.rows.begin(), comparison.rows.end(),
                       [&](const Row& row) { return arms_.contains(row.arm); });
  }

  // What the task's methods are compared by.
  std::string Score() const {
    if (arms_.empty()) return "accuracy";
    const std::string score = TestScore(*arms_.begin()->second.first);
    if (score == "test_span_f1") return "F1 of entities";
    return score == "test_answer_f1" ? "F1 of answers" : "accuracy";
  }

  Table Build(const Comparison& comparison, std::vector<CellRecord>& cells) const {
    const bool pairs = task_ == "mnli" && !comparison.metric_pair.empty();
    std::vector<Column> columns = {{"method"},
                                   {"test " + Score(), Align::kRight, Best::kHighest},
                                   {"parameters", Align::kRight},
                                   {"of trunk", Align::kRight}};
    for (const MetricColumn& more : comparison.more)
      columns.push_back({more.title, Align::kRight});
    for (const char* name : {"rate", "ms/step", "peak MiB"})
      columns.push_back({name, Align::kRight});
    if (!comparison.metric.empty())
      columns.push_back(
          {pairs ? comparison.metric_pair : comparison.metric, Align::kRight});
    Table table(task_ + ": " + comparison.title, columns);
    for (const Row& row : comparison.rows) AddArm(comparison, row, pairs, table, cells);
    for (size_t i = 0; i < references_.size(); ++i)
      if (references_[i]) {
        std::vector<Cell> cells = {kReferences[i].label,
                                   FormatFixed(*references_[i], 1, 100)};
        cells.resize(columns.size(), "–");
        table.AddRow(std::move(cells));
      }
    AddFootnotes(comparison, table);
    return table;
  }

  std::vector<ClaimRecord> Judge() const {
    std::vector<ClaimRecord> records;
    for (const Claim& claim : design_.claims) {
      const auto a = arms_.find(claim.a), b = arms_.find(claim.b);
      if (a == arms_.end() || b == arms_.end() || !SpeaksOf(claim, task_)) continue;
      const auto values = [&](const ArmResult& arm) {
        return claim.metric.empty() ? arm.score : MetricBySeed(arm, claim.metric);
      };
      records.push_back(
          MakeClaim(design_.paper, StrCat(task_, ": ", claim.text),
                    JudgeClaim(claim, values(a->second), values(b->second))));
    }
    return records;
  }

 private:
  void AddArm(const Comparison& comparison, const Row& row, bool pairs, Table& table,
              std::vector<CellRecord>& cells) const {
    const double paper = pairs ? row.paper_pair : row.paper;
    const ArmResult& arm = arms_.at(row.arm);
    const MeanInterval mean = MeanOf(arm.score);
    const RunRecord* cost = FindRun(results_, CostRun(row.arm));
    const double step = cost == nullptr ? kUnknown : Metric(*cost, "step_ms");
    const double peak = cost == nullptr ? kUnknown : cost->peak_mib;
    const std::string marks = Marks(mean.mean, references_);
    std::vector<Cell> shown = {
        row.label,
        {FormatMean(mean.mean, mean.half_width, 1) + marks, mean.mean},
        FormatCount(arm.params),
        FormatShare(static_cast<double>(arm.params) / trunk_parameters_)};
    for (const MetricColumn& more : comparison.more)
      shown.push_back(
          FormatFixed(MeanMetric(arm, more.metric), more.digits, more.scale));
    for (const std::string& text :
         {FormatSignificant(arm.rate, 2), FormatFixed(step, 0), FormatFixed(peak, 0)})
      shown.push_back(text);
    if (!comparison.metric.empty())
      shown.push_back(FormatFixed(paper, comparison.digits));
    table.AddRow(std::move(shown));
    cells.push_back({.paper = design_.paper,
                     .table = task_ + "/" + comparison.id,
                     .row = row.label,
                     .metric = TestScore(*arm.first),
                     .mean = mean.mean,
                     .half_width = mean.half_width,
                     .seeds = mean.count,
                     .paper_value = paper,
                     .params = arm.params,
                     .step_ms = step,
                     .peak_mib = peak});
  }

  // Whether an arm of the table has runs at more than one rate.
  bool HasChosenRates(const Comparison& comparison) const {
    std::set<std::pair<std::string, double>> rates;
    for (const Row& row : comparison.rows)
      for (const RunRecord& run : results_.runs)
        if (run.run.starts_with(StrCat(task_, "/", row.arm, "/")))
          rates.emplace(row.arm, run.config.at("rate").get<double>());
    return rates.size() > comparison.rows.size();
  }

  void AddFootnotes(const Comparison& comparison, Table& table) const {
    table.AddFootnote(
        StrCat(Score() == "accuracy" ? "Accuracy" : "F1",
               " in %: mean over seeds ± half of the 95 % t-interval",
               HasChosenRates(comparison) ? "; the rate was chosen on dev. " : ". ",
               "Parameters without the task's head, which every method trains."));
    std::string marks;
    for (const auto& row : table.rows()) marks += row[1].text;
    for (size_t i = 0; i < references_.size(); ++i)
      if (references_[i] && marks.find(kReferences[i].mark) != std::string::npos)
        table.AddFootnote(
            StrCat(kReferences[i].mark, " does not beat ", kReferences[i].what, "."));
  }

  const Design& design_;
  const Results& results_;
  std::string task_;
  double trunk_parameters_;
  std::map<std::string, ArmResult> arms_;
  std::vector<std::optional<double>> references_;
};

}  // namespace

TaskReport BuildTask(const Design& design, const Results& results,
                     const std::string& task, int64_t trunk_parameters) {
  const TableBuilder builder(design, results, task, trunk_parameters);
  TaskReport report{.task = task,
                    .score = builder.Score(),
                    .tables = {},
                    .cells = {},
                    .claims = builder.Judge()};
  for (const Comparison& comparison : design.comparisons)
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

}  // namespace graft::papers
