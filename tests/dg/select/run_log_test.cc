#include "dg/select/run_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::EmptyFolder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

RunLog MakeRun(std::vector<int> test_envs, int64_t draw = 0) {
  RunLog run{.key = {"ERM", "VLCS", std::move(test_envs), 1, draw, 7}};
  run.args = {{"steps", 300}, {"task", "domain_generalization"}};
  run.hparams = {{"lr", 5e-5}, {"batch_size", 32}};
  return run;
}

CheckpointRecord At(int64_t step) {
  return {step, {{0, 0.5}, {1, 1.0 / 3}}, {{1, 0.25}}, {{"loss", 0.1}}};
}

// A line as DomainBed writes it, with `change` of its text.
std::string Line(const std::string& from = "", const std::string& to = "") {
  std::string line =
      R"({"args": {"algorithm": "ERM", "dataset": "VLCS", "hparams": null, )"
      R"("hparams_seed": 2, "seed": 5, "test_envs": [3, 1], "trial_seed": 1}, )"
      R"("env0_in_acc": 1.0, "env0_out_acc": 0.5, "env1_in_acc": null, "epoch": 2, )"
      R"("hparams": {"lr": 0.1}, "loss": 1.5, "step": 300})";
  if (!from.empty()) line.replace(line.find(from), from.size(), to);
  return line;
}

std::string ErrorOf(const std::string& line) {
  return std::string(ParseRunLogs(line + "\n", "r").status().message());
}

TEST(RunLog, ReadsALineOfDomainBed) {
  const RunLogs logs = ParseRunLogs(Line() + "\n", "r").value();
  ASSERT_EQ(logs.runs.size(), 1);
  const RunLog& run = logs.runs[0];
  EXPECT_EQ(run.key, (RunKey{"ERM", "VLCS", {1, 3}, 1, 2, 5}));
  EXPECT_EQ(RunText(run.key), "ERM on VLCS, test_envs [1, 3], trial 1, draw 2, seed 5");
  EXPECT_EQ(run.args, (Json{{"hparams", nullptr}}));
  EXPECT_EQ(run.hparams, (Json{{"lr", 0.1}}));
  EXPECT_THAT(run.checkpoints,
              ElementsAre(CheckpointRecord{
                  300, {{0, 1.0}}, {{0, 0.5}}, {{"epoch", 2}, {"loss", 1.5}}}));
  EXPECT_THAT(logs.notes, IsEmpty());
}

TEST(RunLog, ReadsPythonsNumbersThatAreNone) {
  for (const char* loss : {"NaN", "Infinity", "-Infinity"}) {
    const RunLogs logs = ParseRunLogs(Line("1.5", loss), "r").value();
    ASSERT_EQ(logs.runs.size(), 1) << loss;
    EXPECT_TRUE(std::isnan(logs.runs[0].checkpoints[0].figures.at("loss"))) << loss;
  }
  // Inside a string they are text, behind an escaped quote too.
  const RunLogs logs = ParseRunLogs(Line("ERM", "\\\"NaN"), "r").value();
  ASSERT_EQ(logs.runs.size(), 1);
  EXPECT_EQ(logs.runs[0].key.algorithm, "\"NaN");
}

TEST(RunLog, WrittenAndReadIsTheSame) {
  const RunLog run = MakeRun({0, 2});
  std::string text;
  for (const int64_t step : {0, 300, 600}) text += CheckpointLine(run, At(step)) + "\n";
  const RunLogs logs = ParseRunLogs(text, "r").value();
  ASSERT_EQ(logs.runs.size(), 1);
  EXPECT_EQ(logs.runs[0].key, run.key);
  EXPECT_EQ(logs.runs[0].args, run.args);
  EXPECT_EQ(logs.runs[0].hparams, run.hparams);
  EXPECT_THAT(logs.runs[0].checkpoints, ElementsAre(At(0), At(300), At(600)));
}

TEST(RunLog, SortsTheLinesOfSeveralRunsApart) {
  const RunLog a = MakeRun({0}), b = MakeRun({1});
  const std::string text = CheckpointLine(b, At(0)) + "\n" + CheckpointLine(a, At(0)) +
                           "\n" + CheckpointLine(b, At(9)) + "\n";
  const RunLogs logs = ParseRunLogs(text, "r").value();
  ASSERT_EQ(logs.runs.size(), 2);
  EXPECT_EQ(logs.runs[0].key, a.key);
  EXPECT_EQ(logs.runs[1].key, b.key);
  EXPECT_THAT(logs.runs[1].checkpoints, ElementsAre(At(0), At(9)));
}

TEST(RunLog, SaysWhichLineIsNoCheckpoint) {
  EXPECT_THAT(ParseRunLogs(Line() + "\n{\n", "r").status().message(),
              HasSubstr("r:2: checkpoint: not valid JSON"));
  EXPECT_EQ(ErrorOf("[1]"),
            "r:1: expected a checkpoint with key \"args\", found an array of 1");
  EXPECT_EQ(ErrorOf("{\"args\":3}"), "r:1: key \"args\": expected an object, found 3");
  EXPECT_EQ(ErrorOf(Line("\"ERM\"", "7")),
            "r:1: args: key \"algorithm\": expected a string, found 7");
  EXPECT_EQ(ErrorOf(Line("\"seed\": 5, ", "")),
            "r:1: args: key \"seed\" is missing; expected an integer");
  EXPECT_EQ(ErrorOf(Line("\"step\": 300", "\"step\": 0.5")),
            "r:1: key \"step\": expected an integer, found 0.5");
  EXPECT_EQ(ErrorOf(Line("{\"lr\": 0.1}", "[]")),
            "r:1: key \"hparams\": expected an object, found an array of 0");
}

TEST(RunLog, RefusesDomainsAndAccuraciesThatCannotBe) {
  constexpr const char* kEnvs =
      "r:1: args: key \"test_envs\": expected an array of distinct domain indices, "
      "each below 1000, found ";
  EXPECT_EQ(ErrorOf(Line("[3, 1]", "[-1]")), kEnvs + std::string("-1"));
  EXPECT_EQ(ErrorOf(Line("[3, 1]", "[1000]")), kEnvs + std::string("1000"));
  EXPECT_EQ(ErrorOf(Line("[3, 1]", "[1, 1]")), kEnvs + std::string("\"[1,1]\""));
  EXPECT_EQ(ErrorOf(Line("[3, 1]", "0")), kEnvs + std::string("0"));
  EXPECT_EQ(ErrorOf(Line("\"test_envs\": [3, 1], ", "")),
            "r:1: args: key \"test_envs\" is missing");
  EXPECT_EQ(ErrorOf(Line("env0_out", "env123456_out")),
            "r:1: key \"env123456_out_acc\": expected a domain below 1000");
  for (const char* wrong : {"98.5", "-0.1", "\"1\"", "[]"})
    EXPECT_THAT(ErrorOf(Line("1.0", wrong)),
                HasSubstr("key \"env0_in_acc\": expected an accuracy between 0 and 1"));
}

TEST(RunLog, RefusesARunThatContradictsItself) {
  const RunLog run = MakeRun({0});
  RunLog other = run;
  other.hparams["lr"] = 1e-3;
  const std::string first = CheckpointLine(run, At(300)) + "\n";
  EXPECT_EQ(
      ErrorOf(first + CheckpointLine(run, At(300))),
      "r:2: step 300 of ERM on VLCS, test_envs [0], trial 1, draw 0, seed 7 after "
      "step 300; expected steps that rise");
  EXPECT_EQ(
      ErrorOf(first + CheckpointLine(other, At(600))),
      "r:2: args or hparams of ERM on VLCS, test_envs [0], trial 1, draw 0, seed 7 "
      "differ from those on its earlier lines; expected one sweep's runs");
}

void Put(const std::string& folder, const std::string& text, bool done = true) {
  ASSERT_TRUE(MakeFolder(folder).ok());
  ASSERT_TRUE(WriteFileAtomically(folder + "/results.jsonl", text).ok());
  if (!done) return;
  ASSERT_TRUE(WriteFileAtomically(folder + "/done", "done").ok());
}

TEST(ReadRunLogs, TakesAFileARunsFolderOrASweeps) {
  const std::string sweep = EmptyFolder();
  Put(sweep + "/b", CheckpointLine(MakeRun({1}), At(0)) + "\n");
  Put(sweep + "/a", CheckpointLine(MakeRun({0}), At(0)) + "\n");
  for (const char* path : {"/b/results.jsonl", "/b"}) {
    const auto logs = ReadRunLogs(sweep + path);
    ASSERT_TRUE(logs.ok()) << logs.status();
    EXPECT_EQ(logs->runs.size(), 1);
  }
  const auto logs = ReadRunLogs(sweep);
  ASSERT_TRUE(logs.ok()) << logs.status();
  EXPECT_EQ(logs->runs.size(), 2);
  EXPECT_THAT(logs->notes, IsEmpty());
}

TEST(ReadRunLogs, NotesWhatIsTornMissingOrUnfinished) {
  const std::string sweep = EmptyFolder();
  Put(sweep + "/a", CheckpointLine(MakeRun({0}), At(0)) + "\n{\"args\":", false);
  ASSERT_TRUE(MakeFolder(sweep + "/empty").ok());
  const auto logs = ReadRunLogs(sweep);
  ASSERT_TRUE(logs.ok()) << logs.status();
  EXPECT_EQ(logs->runs.size(), 1);
  EXPECT_THAT(
      logs->notes,
      ElementsAre(sweep + "/a/results.jsonl: the last line is torn and is dropped",
                  "1 folder has no file results.jsonl",
                  "1 folder has no file \"done\": may be unfinished"));
}

TEST(ReadRunLogs, RefusesFoldersThatAreNoSweep) {
  const std::string folder = EmptyFolder();
  EXPECT_EQ(ReadRunLogs(folder).status().message(),
            folder +
                ": no results.jsonl in it or in its 0 folders; expected the folder "
                "of a sweep");
  EXPECT_EQ(ReadRunLogs(folder + "/no").status().code(), absl::StatusCode::kNotFound);
  const std::string line = CheckpointLine(MakeRun({0}), At(0)) + "\n";
  Put(folder + "/a", line);
  Put(folder + "/b", line);
  EXPECT_EQ(ReadRunLogs(folder).status().message(),
            folder +
                "/b/results.jsonl:1: ERM on VLCS, test_envs [0], trial 1, draw 0, "
                "seed 7 is in " +
                folder + "/a/results.jsonl too; expected each run once");
  ASSERT_TRUE(MakeFolder(folder + "/c/results.jsonl").ok());
  EXPECT_THAT(ReadRunLogs(folder + "/c").status().message(), HasSubstr("is a folder"));
}

TEST(RunLogWriter, GoesOnBehindATornLine) {
  const std::string path = EmptyFolder() + "/results.jsonl";
  const RunLog run = MakeRun({0});
  const std::string line = CheckpointLine(run, At(0)) + "\n";
  ASSERT_TRUE(WriteFileAtomically(path, line + line.substr(0, 9)).ok());
  ::testing::internal::CaptureStderr();
  auto writer = RunLogWriter::Open(path);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("torn"));
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_EQ(writer->earlier().runs.size(), 1);
  EXPECT_THAT(writer->earlier().runs[0].checkpoints, ElementsAre(At(0)));
  ASSERT_TRUE(writer->Add(run, At(300)).ok());
  EXPECT_EQ(ReadFile(path).value(), line + CheckpointLine(run, At(300)) + "\n");
}

// Counted by a script: 40 runs of 5 checkpoints with 4 domains each.
TEST(ReadRunLogs, ReadsDomainBedsRecordedSweep) {
  const char* mirror = std::getenv("GRAFT_DATA_MIRROR");
  if (mirror == nullptr) GTEST_SKIP() << "GRAFT_DATA_MIRROR is not set";
  const auto logs =
      ReadRunLogs(std::string(mirror) + "/domainbed_sweep/test_sweep_data");
  ASSERT_TRUE(logs.ok()) << logs.status();
  EXPECT_THAT(logs->notes, IsEmpty());
  ASSERT_EQ(logs->runs.size(), 40);
  for (const RunLog& run : logs->runs) {
    ASSERT_EQ(run.checkpoints.size(), 5);
    EXPECT_EQ(run.checkpoints.back().step, 1000);
    EXPECT_EQ(run.checkpoints.back().in.size(), 4);
    EXPECT_EQ(run.checkpoints.back().out.size(), 4);
  }
}

}  // namespace
}  // namespace graft
