// The survey in small: the map names objectives that exist and misses none, the presets can be
// run, the verdicts follow from figures by their rules, and the README quotes the committed
// results.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "common/base/files.h"
#include "common/report/results.h"
#include "common/testing/program.h"
#include "common/testing/temp_folder.h"
#include "papers/common/task_report.h"
#include "papers/dg_survey/findings.h"
#include "papers/dg_survey/presets.h"
#include "papers/dg_survey/taxonomy.h"
#include "papers/dg_survey/theory.h"

namespace graft::papers {
namespace {

TEST(Taxonomy, NamesObjectivesThatExistAndEachOnce) {
  std::set<std::string> named;
  for (const auto* leaves : {&Taxonomy(), &SinceTheSurvey()})
    for (const Leaf& leaf : *leaves)
      for (const std::string& name : ObjectivesOf(leaf)) {
        EXPECT_TRUE(FindObjective(name).ok()) << name;
        EXPECT_TRUE(named.insert(name).second) << name << " twice";
      }
  for (const ObjectiveInfo* info : AllObjectives())
    EXPECT_TRUE(named.contains(info->name)) << info->name << " has no leaf";
}

TEST(Taxonomy, SaysWhyWhereThereIsNone) {
  for (const Leaf& leaf : Taxonomy())
    EXPECT_TRUE(*leaf.objectives != '\0' || *leaf.remark != '\0') << leaf.leaf;
  EXPECT_EQ(TaxonomyTable().rows().size(), Taxonomy().size() + SinceTheSurvey().size());
}

TEST(SurveyPresets, NameObjectivesThatExist) {
  for (const char* name : {"smoke", "quick", "standard", "full"}) {
    const auto objectives = PresetObjectives(name);
    ASSERT_TRUE(objectives.ok()) << objectives.status();
    for (const std::string& objective : *objectives)
      EXPECT_TRUE(FindObjective(objective).ok()) << objective;
  }
  for (const std::string& objective : SurveyPreset().bounds)
    EXPECT_TRUE(FindObjective(objective).ok()) << objective;
  EXPECT_EQ(FindSurveyPreset("tiny").status().message(),
            "--preset=tiny: expected smoke, quick, standard or full");
}

// A class of the taxonomy without an objective would be left unshown.
TEST(SurveyPresets, HaveOneOfEachOfTheThreeClasses) {
  for (const char* name : {"quick", "standard"}) {
    const auto objectives = PresetObjectives(name);
    ASSERT_TRUE(objectives.ok());
    std::set<std::string> categories;
    for (const Leaf& leaf : Taxonomy())
      for (const std::string& of_leaf : ObjectivesOf(leaf))
        if (of_leaf != "ERM" && std::ranges::count(*objectives, of_leaf) > 0)
          categories.insert(leaf.category);
    EXPECT_EQ(categories.size(), 3u) << name;
  }
}

// Accuracies of three trials on -90 %, the same under every rule.
SweepAccuracies Colored(SelectionRule rule,
                        const std::map<std::string, std::vector<double>>& values) {
  SweepAccuracies accuracies{.dataset = "ColoredMNIST", .rule = rule};
  accuracies.targets = {"-90%"};
  for (const auto& [objective, trials] : values)
    for (size_t trial = 0; trial < trials.size(); ++trial) {
      Selection selection;
      selection.accuracy = trials[trial];
      accuracies.of[objective][static_cast<int64_t>(trial)] = {selection};
    }
  return accuracies;
}

Verdict VerdictOn(const std::vector<ClaimRecord>& claims, const std::string& part) {
  for (const ClaimRecord& claim : claims)
    if (claim.claim.find(part) != std::string::npos) return claim.verdict;
  ADD_FAILURE() << "no claim on " << part;
  return Verdict::kNotTestable;
}

TEST(SurveyClaims, FollowTheirRules) {
  const std::map<std::string, std::vector<double>> known = {
      {"ERM", {0.10, 0.11, 0.09}},
      {"IRM", {0.6, 0.62, 0.58}},
      {"VREx", {0.12, 0.1, 0.11}}};
  const auto claims = SurveyClaims({Colored(SelectionRule::kTrainingDomain, known),
                                    Colored(SelectionRule::kOracle, known)});
  EXPECT_EQ(VerdictOn(claims, "ERM follows the colour"), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn(claims, "−90 % IRM"), Verdict::kReproduced);
  EXPECT_EQ(VerdictOn(claims, "−90 % VREx"), Verdict::kNotReproduced);
}

TEST(SurveyClaims, AreNotTestableWithoutTheRuns) {
  const auto claims = SurveyClaims(
      {Colored(SelectionRule::kTrainingDomain, {{"IRM", {0.6, 0.6, 0.6}}})});
  EXPECT_EQ(VerdictOn(claims, "ERM follows the colour"), Verdict::kNotTestable);
  EXPECT_EQ(VerdictOn(claims, "−90 % IRM"), Verdict::kNotTestable);
}

TEST(SurveyCells, StandBesideThePublishedAverages) {
  const auto cells =
      SurveyCells({Colored(SelectionRule::kOracle, {{"IRM", {0.5, 0.6, 0.7}}})});
  ASSERT_EQ(cells.size(), 2u);  // the target, and the average
  EXPECT_EQ(cells[1].metric, "Avg");
  EXPECT_DOUBLE_EQ(cells[1].mean, 0.6);
  EXPECT_DOUBLE_EQ(cells[1].paper_value, 0.677);
}

TEST(SurveyReadme, QuotesTheCommittedResults) {
  const auto results = ReadResults("papers/dg_survey/results.jsonl");
  ASSERT_TRUE(results.ok()) << results.status();
  const std::string readme = *ReadFile("papers/dg_survey/README.md");
  std::vector<Table> tables = CellTables(results->cells);
  std::vector<RunRecord> theory;
  for (const RunRecord& run : results->runs)
    if (run.run.starts_with("theory/")) theory.push_back(run);
  EXPECT_GE(tables.size(), 9u);  // three data sets under three rules and more
  tables.push_back(TaxonomyTable());
  tables.push_back(TheoryTable(theory));
  tables.push_back(ClaimTable(results->claims));
  for (const Table& table : tables)
    EXPECT_NE(readme.find(MarkdownTable(table)), std::string::npos) << table.title();
}

RunRecord Theory(double bound, double error) {
  RunRecord record;
  record.run = "theory/data/ERM/x";
  for (const char* name : {"source_error", "discrepancy", "joint_error", "gamma", "rho",
                           "hull_error", "deviation"})
    record.metrics[name] = 0.1;
  record.metrics["target_error"] = error;
  record.metrics["adaptation_bound"] = record.metrics["hull_bound"] = bound;
  return record;
}

TEST(TheoryClaims, MustHoldInEveryModel) {
  EXPECT_EQ(
      TheoryClaims({Theory(0.9, 0.3), Theory(0.8, 0.3), Theory(0.85, 0.3)})[0].verdict,
      Verdict::kReproduced);
  const auto broken =
      TheoryClaims({Theory(0.9, 0.3), Theory(0.8, 0.3), Theory(0.2, 0.3)});
  EXPECT_EQ(broken[1].verdict, Verdict::kNotReproduced);
  EXPECT_NE(broken[1].evidence.find("it holds in 2 of 3 models"), std::string::npos);
  EXPECT_EQ(TheoryTable({Theory(0.9, 0.3)}).rows()[0].size(), 11u);
}

// The whole program on real digits: runs, stops at nothing, and finds its runs again.
TEST(Survey, RunsFromFlagsToFiles) {
  const std::string out = testing::EmptyFolder() + "/survey";
  const std::vector<std::string> arguments = {"--preset=smoke", "--out=" + out,
                                              "--workers=1"};
  const auto first = testing::Program("papers/dg_survey/reproduce", arguments).Wait();
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("Mixup"), std::string::npos);  // of the map
  const auto results = ReadResults(out + "/results.jsonl");
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_GT(results->runs.size(), 30u);
  EXPECT_GT(results->cells.size(), 20u);
  EXPECT_GT(results->claims.size(), 4u);
  const std::string tables = *ReadFile(out + "/tables.md");
  const auto again = testing::Program("papers/dg_survey/reproduce", arguments).Wait();
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(*ReadFile(out + "/tables.md"), tables);
}

}  // namespace
}  // namespace graft::papers
