#include "tests/papers/readme_check.h"

#include <gtest/gtest.h>

#include "common/base/files.h"
#include "papers/common/task_report.h"
#include "papers/common/tasks.h"

namespace graft::papers::testing {

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
