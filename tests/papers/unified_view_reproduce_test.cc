// The program as a user runs it: the smoke preset from start to page, stopped and gone on with,
// and flags that are wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <map>

#include "common/base/files.h"
#include "common/report/results.h"
#include "common/testing/program.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using ::testing::HasSubstr;
using testing::Outcome;

class ReproduceProgram : public testing::Program {
 public:
  explicit ReproduceProgram(const std::vector<std::string>& args)
      : Program("papers/unified_view/reproduce", args) {}
};

Outcome Reproduce(const std::vector<std::string>& args) {
  return ReproduceProgram(args).Wait();
}

// Waits for the first finished run's line.
bool WaitForARun(const std::string& path, testing::Program* program) {
  if (!testing::WaitForFile(path, program)) return false;
  while (program->Running())
    if (const auto text = ReadFile(path);
        text.ok() && text->find("/seed0") != std::string::npos)
      return true;
  return false;
}

// Accuracy by run: what must not depend on the interruption.
std::map<std::string, double> Accuracies(const Results& results) {
  std::map<std::string, double> accuracies;
  for (const RunRecord& run : results.runs)
    if (run.metrics.contains("test_accuracy"))
      EXPECT_TRUE(accuracies.emplace(run.run, run.metrics.at("test_accuracy")).second)
          << run.run << " twice";
  return accuracies;
}

TEST(Reproduce, AfterCtrlCGoesOnToTheWholeReport) {
  const std::string out = EmptyFolder(), path = out + "/results.jsonl";
  const std::vector<std::string> args = {"--preset=smoke", "--out=" + out};
  ReproduceProgram first(args);
  ASSERT_TRUE(WaitForARun(path, &first));
  first.Send(SIGINT);
  const Outcome stopped = first.Wait();
  ASSERT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("the same command goes on from there"));
  const auto before = ReadResults(path);
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_TRUE(before->cells.empty());

  const Outcome resumed = Reproduce(args);
  ASSERT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_THAT(resumed.out, HasSubstr("MAM adapter"));
  EXPECT_THAT(resumed.out, HasSubstr("Claims of the paper"));
  const auto after = ReadResults(path);
  ASSERT_TRUE(after.ok()) << after.status();
  const auto kept = Accuracies(*before), all = Accuracies(*after);
  for (const auto& [run, accuracy] : kept) EXPECT_EQ(all.at(run), accuracy) << run;
  EXPECT_GT(all.size(), kept.size());
  EXPECT_EQ(after->claims.size(), 14u);
  for (const char* file : {"/tables.md", "/report.html"})
    EXPECT_TRUE(ReadFile(out + file).ok()) << file;

  const Outcome other = Reproduce({"--preset=smoke", "--out=" + out, "--dtype=float32",
                                   "--model=minilm", "--seeds=2", "--workers=1"});
  if (before->runs.at(0).config.value("dtype", "") == "bfloat16")
    EXPECT_THAT(other.err, HasSubstr("another configuration"));
}

TEST(Reproduce, WrongFlagsSayWhatIsExpected) {
  const std::string out = "--out=" + EmptyFolder();
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"--preset=fast", "expected smoke, quick, standard or full"},
      {"--preset=full", "needs --model"},
      {"--tasks=tweets,bcc", "no task 'bcc'; the preset has tweets bbc"},
      {"--seeds=-1", "expected 0 or more"},
      {"--dtype=half", "expected auto, float32 or bfloat16"},
      {"quick", "unexpected argument 'quick'"},
      {"--model=/no/such/folder", "/no/such/folder"}};
  for (const auto& [flag, message] : wrong) {
    const Outcome outcome = Reproduce({out, flag});
    EXPECT_NE(outcome.code, 0) << flag;
    EXPECT_THAT(outcome.err, HasSubstr(message)) << flag;
  }
}

}  // namespace
}  // namespace graft
