// The program //dg:collect, as a user meets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "common/base/files.h"
#include "common/testing/program.h"
#include "common/testing/temp_folder.h"
#include "tests/dg/select/sweep_runs.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using ::testing::HasSubstr;
using testing::Outcome;
using ::testing::StartsWith;

Outcome Collect(const std::vector<std::string>& args) {
  return testing::Program("dg/collect", args).Wait();
}

// A folder for each run, as DomainBed has them.
std::string Sweep() {
  const std::string sweep = EmptyFolder();
  int number = 0;
  for (const RunLog& run : testing::TwoAlgorithms()) {
    const std::string folder = StrCat(sweep, "/", number++);
    EXPECT_TRUE(MakeFolder(folder).ok());
    EXPECT_TRUE(WriteFileAtomically(folder + "/done", "done").ok());
    EXPECT_TRUE(WriteFileAtomically(folder + "/results.jsonl",
                                    CheckpointLine(run, run.checkpoints[0]) + "\n")
                    .ok());
  }
  return sweep;
}

TEST(Collect, PrintsTablesInThreeFormats) {
  const std::string sweep = Sweep();
  const Outcome console = Collect({"--input=" + sweep});
  EXPECT_EQ(console.code, 0) << console.err;
  EXPECT_THAT(console.out, StartsWith("Two, training-domain validation\nAlgorithm"));
  EXPECT_THAT(console.out,
              HasSubstr("\nERM        50.0 ± 0.0  80.0 ± 2.4  65.0 ± 1.2  "));
  EXPECT_THAT(console.err,
              HasSubstr("note: Two: leave-one-domain-out selects nothing"));
  const Outcome markdown = Collect({"--input=" + sweep, "--format=markdown"});
  EXPECT_THAT(markdown.out,
              HasSubstr("| IRM       | **60.0 ± 0.0** | **90.0 ± 4.1** |"));
  const Outcome latex = Collect({"--input=" + sweep, "--format=latex", "--intervals"});
  EXPECT_THAT(latex.out, HasSubstr("ERM & 50.0 $\\pm$ 0.0 & 80.0 $\\pm$ 12.4 & "));
  EXPECT_EQ(latex.code, 0);
}

TEST(Collect, WritesAPage) {
  const std::string sweep = Sweep(), page = sweep + "/report.html";
  EXPECT_EQ(Collect({"--input=" + sweep, "--html=" + page}).code, 0);
  EXPECT_THAT(ReadFile(page).value(),
              HasSubstr("Two, what training-domain validation selected"));
  const Outcome lost = Collect({"--input=" + sweep, "--html=" + sweep + "/no/x.html"});
  EXPECT_EQ(lost.code, 1);
  EXPECT_THAT(lost.err, HasSubstr("/no/x.html"));
}

TEST(Collect, SaysWhatIsWrongWithFlags) {
  EXPECT_EQ(Collect({}).err,
            "collect: --input is missing; expected the folder of a sweep\n");
  EXPECT_EQ(Collect({"--input=x", "--format=pdf"}).err,
            "collect: --format=pdf: expected console, markdown or latex\n");
  EXPECT_EQ(Collect({"x"}).err, "collect: unexpected argument 'x'\n");
  EXPECT_EQ(Collect({"x"}).code, 2);
}

TEST(Collect, SaysWhatIsWrongWithAFolder) {
  const std::string folder = EmptyFolder();
  const auto error = [&](const std::string& path) {
    const Outcome outcome = Collect({"--input=" + path});
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  const auto put = [&](const std::string& text) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/results.jsonl", text).ok());
  };
  EXPECT_EQ(error(folder + "/no"), StrCat("collect: cannot read ", folder,
                                          "/no: No such file or directory\n"));
  EXPECT_THAT(error(folder), HasSubstr("no results.jsonl in it or in its 0 folders"));
  put("");
  EXPECT_THAT(error(folder), HasSubstr("no checkpoint in it"));
  put("{\"args\": ");
  EXPECT_THAT(error(folder), HasSubstr("no checkpoint in it"));
  put(std::string(100000, '[') + "\n");
  EXPECT_THAT(error(folder), HasSubstr("results.jsonl:1: checkpoint: not valid JSON"));
  put(std::string("\0\xff\"\\\n", 5));
  EXPECT_THAT(error(folder), HasSubstr("results.jsonl:1: checkpoint: not valid JSON"));
  ASSERT_EQ(::unlink((folder + "/results.jsonl").c_str()), 0);
  ASSERT_EQ(::mkfifo((folder + "/results.jsonl").c_str(), 0600), 0);
  EXPECT_THAT(error(folder), HasSubstr("is not a regular file"));
  ASSERT_EQ(::unlink((folder + "/results.jsonl").c_str()), 0);
  ASSERT_EQ(::symlink("results.jsonl", (folder + "/results.jsonl").c_str()), 0);
  EXPECT_THAT(error(folder), HasSubstr("no results.jsonl in it"));
}

TEST(Collect, GivesDomainBedsTable) {
  const char* mirror = std::getenv("GRAFT_DATA_MIRROR");
  if (mirror == nullptr) GTEST_SKIP() << "GRAFT_DATA_MIRROR is not set";
  const Outcome outcome =
      Collect({StrCat("--input=", mirror, "/domainbed_sweep/test_sweep_data")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  for (const char* row :
       {"ERM        98.0 ± 0.2  64.2 ± 0.8  74.1 ± 0.4  77.1 ± 0.2  78.3 ± 0.0 ",
        "ERM        96.9 ± 1.0  64.4 ± 0.9  70.5 ± 0.5  76.7 ± 0.1  77.1 ± 0.1 ",
        "ERM        96.9 ± 1.0  65.9 ± 0.5  71.6 ± 1.3  76.9 ± 0.3  77.8 ± 0.3 "})
    EXPECT_THAT(outcome.out, HasSubstr(row));
}

}  // namespace
}  // namespace graft
