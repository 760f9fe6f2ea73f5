#include "dg/select/selected_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::OneStepRun;

TEST(SelectedTable, SaysWhatToRunAgain) {
  std::vector<RunLog> runs = {OneStepRun("IRM", 0, 0, .25, .75, 3),
                              OneStepRun("IRM", 0, 0, .5, .5, 4),
                              OneStepRun("ERM", 1, 2, .5, .75, 0)};
  runs[0].hparams["batch_size"] = 32;
  runs[0].hparams["lr"] = 0.00012345678;
  std::vector<std::string> notes;
  const DatasetRuns dataset = GroupRuns(runs)[0];
  const Table table = SelectedTable(
      SelectAll(SelectionRule::kTrainingDomain, dataset, &notes), dataset, "ERM");
  EXPECT_EQ(table.title(), "Two, what training-domain validation selected");
  std::vector<std::string> lines;
  for (const auto& row : table.rows()) {
    std::vector<std::string> texts;
    for (const Cell& cell : row) texts.push_back(cell.text);
    lines.push_back(Join(texts, " | "));
  }
  EXPECT_THAT(lines,
              ElementsAre("ERM | env1 | 2 | 0 | 100 | 75.0 | 50.0 | lr 0.001",
                          "IRM | env0 | 0 | 3 | 100 | 75.0 | 25.0 | batch_size 32, lr "
                          "0.0001235"));
}

}  // namespace
}  // namespace graft
