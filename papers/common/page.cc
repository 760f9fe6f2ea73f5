#include "papers/common/page.h"

#include <set>

#include "common/report/charts.h"
#include "papers/common/arm_results.h"
#include "peft/study/run_arm.h"

namespace graft::papers {
namespace {

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
  return ParameterChart(
      StrCat(task.task, ": ", task.score, " against trained parameters"),
      StrCat("test ", task.score, ", %"), points, lines);
}

Chart TableChart(const TaskReport& task, const std::string& id) {
  std::vector<Bar> bars;
  for (const CellRecord& cell : task.cells)
    if (cell.table == task.task + "/" + id)
      bars.push_back({cell.row, "here", 100 * cell.mean, 100 * cell.half_width});
  return BarChart(StrCat(task.task, ": ", id), StrCat("test ", task.score, ", %"),
                  bars);
}

Chart DevChart(const TaskReport& task, const Results& results) {
  std::vector<Curve> curves;
  for (const auto& [arm, result] : CollectArms(results, task.task)) {
    const auto curve = result.first->curves.find("dev_" + ScoreName(*result.first));
    if (curve == result.first->curves.end()) continue;
    Curve percent{arm, {}};
    for (const auto& [step, value] : curve->second)
      percent.points.emplace_back(step, 100 * value);
    curves.push_back(percent);
  }
  return CurveChart(
      StrCat(task.task, ": ", task.score, " on dev while training (first seed)"),
      StrCat("dev ", task.score, ", %"), curves);
}

}  // namespace

Report BuildPage(const std::string& title, const std::string& summary,
                 const std::vector<TaskReport>& tasks, const Results& results,
                 const std::vector<std::pair<std::string, std::string>>& facts) {
  Report report;
  report.title = title;
  report.summary = summary;
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

}  // namespace graft::papers
