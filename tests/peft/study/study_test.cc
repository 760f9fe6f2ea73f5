#include "peft/study/study.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

// Twelve texts of two classes, told apart by their second token.
StudyTask TinyTask() {
  StudyTask task{.name = "tiny", .classes = 2, .train = {}, .dev = {}, .test = {}};
  for (int32_t i = 0; i < 12; ++i)
    task.train.push_back({{{2, 5 + i % 2, 7 + i % 5}, {0, 0, 0}}, i % 2});
  task.dev = task.test = {task.train.begin(), task.train.begin() + 6};
  return task;
}

StudyConfig TinyConfig() {
  StudyConfig config{.paper = "test", .seeds = 2, .workers = 1};
  config.train.batch = 4;
  config.train.steps = 6;
  return config;
}

const std::vector<Arm> kArms = {{"lora", {{"lora", {{"r", "2"}}}}, {1e-3, 1e-1}},
                                {"head", {{"head", {}}}, {1e-3, 1e-1}}};

std::string FreshPath(const std::string& name) {
  const std::string path = ::testing::TempDir() + "/" + name;
  std::remove(path.c_str());
  return path;
}

absl::StatusOr<Results> RunAll(const std::string& path, int workers) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  ASSIGN_OR_RETURN(const auto writer, ResultsWriter::Open(path));
  StudyConfig config = TinyConfig();
  config.workers = workers;
  const StudyTask task = TinyTask();
  return RunStudy(trunk, task, kArms, config, *writer, {});
}

// What was computed, without what was timed.
std::map<std::string, std::vector<double>> Figures(const Results& results) {
  std::map<std::string, std::vector<double>> figures;
  for (const RunRecord& run : results.runs) {
    figures[run.run] = {run.metrics.at("dev_accuracy"),
                        run.metrics.at("test_accuracy")};
    for (const auto& [step, loss] : run.curves.at("train_loss"))
      figures[run.run].push_back(loss);
  }
  return figures;
}

TEST(Study, RunsEveryArmAsOftenAsTheOthers) {
  const auto results = RunAll(FreshPath("effort.jsonl"), 1);
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(static_cast<int64_t>(results->runs.size()), RunCount(kArms, TinyConfig()));
  for (const Arm& arm : kArms) {
    const double rate = ChosenRate(*results, "tiny", arm);
    EXPECT_NE(FindRun(*results, RunName("tiny", arm, rate, 1)), nullptr) << arm.name;
  }
}

TEST(Study, ChoosesTheRateWithTheBestDevAccuracy) {
  Results results;
  for (const double rate : kArms[0].rates) {
    RunRecord run{.paper = "test", .run = RunName("tiny", kArms[0], rate, 0)};
    run.config["rate"] = rate;
    run.metrics["dev_accuracy"] = rate == 1e-1 ? 0.9 : 0.8;
    results.runs.push_back(run);
  }
  EXPECT_EQ(ChosenRate(results, "tiny", kArms[0]), 1e-1);
  results.runs[0].metrics["dev_accuracy"] = 0.9;
  EXPECT_EQ(ChosenRate(results, "tiny", kArms[0]), 1e-3) << "a tie";
  EXPECT_FALSE(BetterOnDev(results.runs[1], results.runs[0]));
}

TEST(Study, NumberOfWorkersChangesNoBit) {
  const auto one = RunAll(FreshPath("one.jsonl"), 1);
  const auto two = RunAll(FreshPath("two.jsonl"), 2);
  ASSERT_TRUE(one.ok() && two.ok()) << one.status() << two.status();
  EXPECT_EQ(Figures(*one), Figures(*two));
}

// The second half of the file is thrown away, as a kill would; the rest is run again.
TEST(Study, GoesOnWhereItStopped) {
  const std::string path = FreshPath("resumed.jsonl");
  const auto whole = RunAll(path, 1);
  ASSERT_TRUE(whole.ok()) << whole.status();
  Results half = *ReadResults(path);
  half.runs.resize(half.runs.size() / 2);
  std::remove(path.c_str());
  {
    const auto writer = ResultsWriter::Open(path);
    for (const RunRecord& run : half.runs) ASSERT_TRUE((*writer)->Add(run).ok());
  }
  const auto resumed = RunAll(path, 1);
  ASSERT_TRUE(resumed.ok()) << resumed.status();
  EXPECT_EQ(Figures(*resumed), Figures(*whole));
  EXPECT_EQ(ReadResults(path)->runs.size(), whole->runs.size());
}

TEST(Study, RefusesResultsOfAnotherConfiguration) {
  const std::string path = FreshPath("other.jsonl");
  ASSERT_TRUE(RunAll(path, 1).ok());
  const auto refused = [&](const StudyTask& task, const StudyConfig& config) {
    const Bert trunk = testing::TinyBert(at::kFloat);
    const auto writer = ResultsWriter::Open(path);
    const absl::Status status =
        RunStudy(trunk, task, kArms, config, **writer, {}).status();
    return absl::IsInvalidArgument(status) &&
           status.message().find("another configuration") != absl::string_view::npos;
  };
  EXPECT_FALSE(refused(TinyTask(), TinyConfig()));
  StudyConfig longer = TinyConfig();
  longer.train.steps = 7;
  EXPECT_TRUE(refused(TinyTask(), longer));
  StudyTask cut = TinyTask();
  cut.max_length = 2;
  EXPECT_TRUE(refused(cut, TinyConfig()));
}

TEST(Study, RefusesResultsOfAnotherTrunk) {
  const std::string path = FreshPath("trunk.jsonl");
  ASSERT_TRUE(RunAll(path, 1).ok());
  HfConfig config = testing::TinyBert(at::kFloat).config();
  config.layer_norm_eps = 1e-5;
  const auto other =
      Bert::Create(config, testing::TinyBert(at::kFloat).info().weights, at::kFloat);
  const auto writer = ResultsWriter::Open(path);
  EXPECT_TRUE(absl::IsInvalidArgument(
      RunStudy(*other, TinyTask(), kArms, TinyConfig(), **writer, {}).status()));
}

TEST(Study, ADivergedRunScoresZeroAndIsKept) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const StudyTask task = TinyTask();
  Arm arm = kArms[0];
  const auto record = RunArm(trunk, task, arm, 1e38, 0, TinyConfig());
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->metrics.at("dev_accuracy"), 0);
}

TEST(Study, NamesTheArmWhoseOptionsAreWrong) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const StudyTask task = TinyTask();
  const Arm arm = {"bad_arm", {{"lora", {{"r", "0"}}}}, {1e-3}};
  const auto record = RunArm(trunk, task, arm, 1e-3, 0, TinyConfig());
  EXPECT_EQ(std::string(record.status().message()).substr(0, 8), "bad_arm:");
}

}  // namespace
}  // namespace graft
