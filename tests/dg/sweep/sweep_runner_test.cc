#include "dg/sweep/sweep_runner.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <set>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/testing/temp_folder.h"
#include "dg/data/synthetic.h"
#include "dg/networks/network.h"
#include "dg/select/selection.h"
#include "dg/sweep/folder_lock.h"

namespace graft {
namespace {

SweepConfig Config() {
  SweepConfig config;
  config.objectives = {{"ERM"}, {"IRM"}};
  config.data = {{SyntheticDomains({.per_domain = 60}), *FindNetwork("mlp"), "mlp",
                  "60 each", 12, 4}};
  config.draws = 2;
  config.hparams = {{"mlp_width", 8}, {"batch_size", 8}};
  return config;
}

// Of every run's results.jsonl, by its folder.
std::map<std::string, std::string> Texts(const std::string& folder) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_directory())
      texts[entry.path().filename()] =
          *ReadFile(entry.path().string() + "/results.jsonl");
  return texts;
}

TEST(SweepJobs, AreTheProductInAFixedOrderWithNamesOfTheirOwn) {
  SweepConfig config = Config();
  config.trials = 3;
  const auto jobs = SweepJobs(config);
  EXPECT_EQ(jobs.size(), 2u * 3 * 2 * 3);
  std::set<std::string> names;
  for (const SweepJob& job : jobs) names.insert(job.name);
  EXPECT_EQ(names.size(), jobs.size());
  EXPECT_EQ(jobs[0].name, "Synthetic_ERM_t0_h0_r0_s0");
}

TEST(SweepJobs, OfPairsHoldOutEveryTwoDomainsOnce) {
  SweepConfig config = Config();
  config.objectives = {{"ERM"}};
  config.draws = 1;
  config.pairs = true;
  EXPECT_EQ(SweepJobs(config).size(), 3u + 3);
  config.data[0].targets = {2};
  EXPECT_EQ(SweepJobs(config).size(), 1u + 2);
}

TEST(Sweep, OfPairsHoldsAllThatLeavingOneDomainOutSelects) {
  const std::string folder = testing::EmptyFolder() + "/pairs";
  SweepConfig config = Config();
  config.objectives = {{"ERM"}};
  config.pairs = true;
  ASSERT_TRUE(RunSweep(config, folder).ok());
  const auto logs = ReadRunLogs(folder);
  ASSERT_TRUE(logs.ok()) << logs.status();
  std::vector<const RunLog*> runs;
  for (const RunLog& run : logs->runs) runs.push_back(&run);
  for (int target = 0; target < 3; ++target) {
    const auto chosen = Select(SelectionRule::kLeaveOneDomainOut, runs, target, 3);
    ASSERT_TRUE(chosen.ok()) << chosen.status();
    EXPECT_TRUE(chosen->has_value()) << target;
  }
}

TEST(Sweep, DoesNotDependOnThreadsOrShards) {
  const std::string one = testing::EmptyFolder() + "/one",
                    many = testing::EmptyFolder() + "/many";
  SweepConfig config = Config();
  ASSERT_TRUE(RunSweep(config, one).ok());
  config.workers = 3;
  for (int64_t shard = 1; shard <= 2; ++shard) {
    config.shard = {shard, 2};
    const auto outcome = RunSweep(config, many);
    ASSERT_TRUE(outcome.ok()) << outcome.status();
    EXPECT_EQ(outcome->done, 6);
  }
  EXPECT_EQ(Texts(one), Texts(many));
  EXPECT_EQ(Texts(one).size(), 12u);
}

TEST(Sweep, GoesOnWhereItWasStoppedWithNothingLostOrRepeated) {
  const std::string whole = testing::EmptyFolder() + "/whole",
                    stopped = testing::EmptyFolder() + "/stopped";
  const SweepConfig config = Config();
  ASSERT_TRUE(RunSweep(config, whole).ok());
  int64_t steps = 0;
  {
    const InterruptGuard guard;
    const auto outcome = RunSweep(config, stopped, {.on_steps = [&](int64_t n) {
                                    steps += n;
                                    if (steps == 42) std::raise(SIGINT);
                                  }});
    EXPECT_EQ(outcome.status().code(), absl::StatusCode::kCancelled);
  }
  EXPECT_EQ(CountSteps(config, stopped).done, 36);  // three of twelve runs of 12 steps
  int64_t rest = 0;
  const auto outcome =
      RunSweep(config, stopped, {.on_job = [&](const std::string&) { ++rest; }});
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->earlier, 3);
  EXPECT_EQ(outcome->done, 9);
  EXPECT_EQ(rest, 9);
  EXPECT_EQ(Texts(whole), Texts(stopped));
}

TEST(Sweep, RefusesTheFolderOfAnotherConfiguration) {
  const std::string folder = testing::EmptyFolder();
  SweepConfig config = Config();
  ASSERT_TRUE(RunSweep(config, folder).ok());
  config.draws = 3;  // more runs are welcome
  EXPECT_TRUE(RunSweep(config, folder).ok());
  config.data[0].steps = 13;
  const auto other = RunSweep(config, folder);
  EXPECT_EQ(other.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(other.status().message().find("data/Synthetic/steps is 12, not 13"),
            std::string::npos)
      << other.status();
}

TEST(Sweep, TellsWhichRunsFailedAndFinishesTheOthers) {
  const std::string folder = testing::EmptyFolder();
  SweepConfig config = Config();
  config.objectives = {{"ERM"}};
  config.draws = 1;
  config.hparams["lr"] = 1e30;
  const auto outcome = RunSweep(config, folder);
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->done, 0);
  ASSERT_EQ(outcome->failed.size(), 3u);
  EXPECT_TRUE(
      outcome->failed[0].starts_with("Synthetic_ERM_t0_h0_r0_s0: objective ERM"));
}

TEST(Sweep, RefusesTwoRunsOfOneName) {
  SweepConfig config = Config();
  config.objectives = {{"ERM"}, {"ERM"}};
  const auto outcome = RunSweep(config, testing::EmptyFolder());
  EXPECT_EQ(outcome.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(outcome.status().message().find("Synthetic_ERM_t0_h0_r0_s0"),
            std::string::npos);
}

// The context network of ARM reads images: that is its run's affair.
TEST(Sweep, ARunThatCannotBeMadeStopsNoOther) {
  SweepConfig config = Config();
  config.objectives = {{"ARM"}, {"ERM"}};
  config.draws = 1;
  const auto outcome = RunSweep(config, testing::EmptyFolder());
  ASSERT_TRUE(outcome.ok()) << outcome.status();
  EXPECT_EQ(outcome->done, 3);
  EXPECT_EQ(outcome->failed.size(), 3u);
}

TEST(Sweep, RefusesAShardThatAnotherProcessHas) {
  const std::string folder = testing::EmptyFolder();
  const auto lock = FolderLock::Take(folder + "/shard_1_of_1.lock");
  EXPECT_EQ(RunSweep(Config(), folder).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(ParseShard, TakesOneOfN) {
  EXPECT_EQ(ParseShard("2/5")->index, 2);
  EXPECT_EQ(ParseShard("2/5")->count, 5);
  for (const char* wrong : {"", "2", "0/5", "6/5", "a/b", "1/0"})
    EXPECT_EQ(ParseShard(wrong).status().code(), absl::StatusCode::kInvalidArgument)
        << wrong;
}

TEST(SlurmScript, IsAnArrayWithATaskForEachShard) {
  const std::string script = SlurmScript("sweep --out=x", 8, 4);
  EXPECT_TRUE(script.starts_with("#!/bin/sh\n"));
  EXPECT_NE(script.find("--array=1-8\n"), std::string::npos);
  EXPECT_NE(script.find("exec sweep --out=x --workers=4 "
                        "--shard=${SLURM_ARRAY_TASK_ID}/8\n"),
            std::string::npos);
}

}  // namespace
}  // namespace graft
