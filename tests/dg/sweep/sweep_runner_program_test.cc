// The sweep as a user starts it: run, killed, run again, refused.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "common/base/files.h"
#include "common/testing/program.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using testing::Outcome;
using testing::Program;

std::vector<std::string> Arguments(const std::string& out,
                                   const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"--preset=smoke", "--data=synthetic",
                                        "--out=" + out, "--workers=2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

Outcome Sweep(const std::string& out, const std::vector<std::string>& more = {}) {
  return Program("dg/sweep/sweep", Arguments(out, more)).Wait();
}

TEST(SweepProgram, PrintsTablesAndWritesThemBeside) {
  const std::string out = testing::EmptyFolder() + "/sweep";
  const Outcome outcome = Sweep(out);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("IRM"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("6 runs done, 0 found finished"), std::string::npos);
  for (const char* file : {"/tables.md", "/tables.tex", "/report.html", "/sweep.json"})
    EXPECT_TRUE(std::filesystem::exists(out + file)) << file;
}

TEST(SweepProgram, KilledGoesOnWhereItWas) {
  const std::string whole = testing::EmptyFolder() + "/whole",
                    killed = testing::EmptyFolder() + "/killed";
  const std::vector<std::string> longer = {"--steps=400"};
  ASSERT_EQ(Sweep(whole, longer).code, 0);
  {
    Program program("dg/sweep/sweep", Arguments(killed, longer));
    ASSERT_TRUE(testing::WaitForFile(
        killed + "/Synthetic_ERM_t0_h0_r0_s0/results.jsonl", &program));
    program.Send(SIGKILL);
    EXPECT_EQ(program.Wait().code, 128 + SIGKILL);
  }
  const Outcome again = Sweep(killed, longer);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(again.out.find(", 0 found finished"), std::string::npos) << again.out;
  for (const auto& entry : std::filesystem::directory_iterator(whole)) {
    if (!entry.is_directory()) continue;
    const std::string file = "/" + entry.path().filename().string() + "/results.jsonl";
    EXPECT_EQ(*ReadFile(whole + file), *ReadFile(killed + file)) << file;
  }
}

TEST(SweepProgram, StopsPolitelyAtCtrlC) {
  const std::string out = testing::EmptyFolder() + "/sweep";
  Program program("dg/sweep/sweep", Arguments(out, {"--steps=100000"}));
  ASSERT_TRUE(testing::WaitForFile(out + "/sweep.json", &program));
  program.Send(SIGINT);
  const Outcome outcome = program.Wait();
  EXPECT_EQ(outcome.code, 130);
  EXPECT_NE(outcome.err.find("The same command goes on"), std::string::npos);
}

TEST(SweepProgram, RefusesAFolderOfOtherSettings) {
  const std::string out = testing::EmptyFolder() + "/sweep";
  ASSERT_EQ(Sweep(out).code, 0);
  const Outcome other = Sweep(out, {"--steps=21"});
  EXPECT_EQ(other.code, 1);
  EXPECT_NE(other.err.find("steps is 20, not 21"), std::string::npos) << other.err;
}

TEST(SweepProgram, WritesASlurmArrayOfItsOwnCommand) {
  const std::string script = testing::EmptyFolder() + "/job.sh";
  const Outcome outcome = Sweep(
      "/somewhere",
      {"--slurm=" + script, "--draws=20", "--shard", "1/2", "--path=it's a-shard"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const std::string text = *ReadFile(script);
  EXPECT_NE(text.find("'--draws=20'"), std::string::npos) << text;
  EXPECT_NE(text.find("--shard=${SLURM_ARRAY_TASK_ID}/16"), std::string::npos);
  EXPECT_NE(text.find("'--path=it'\\''s a-shard'"), std::string::npos) << text;
  EXPECT_EQ(text.find("1/2"), std::string::npos);
  EXPECT_EQ(text.find("--slurm"), std::string::npos);
}

TEST(SweepProgram, ListsItsObjectivesAndRefusesWords) {
  EXPECT_NE(Sweep("/x", {"--list"}).out.find("VREx"), std::string::npos);
  EXPECT_EQ(Sweep("/x", {"quick"}).code, 2);
}

}  // namespace
}  // namespace graft
