#include "common/report/results.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "common/base/files.h"
#include "common/testing/full_disk.h"

namespace graft {
namespace {

std::string PathFor(const std::string& name) {
  return std::string(std::getenv("TEST_TMPDIR")) + "/" + name + ".jsonl";
}

RunRecord RunNamed(const std::string& name) {
  RunRecord run;
  run.paper = "p";
  run.run = name;
  run.metrics = {{"accuracy", 0.9}};
  return run;
}

ClaimRecord Claim() { return MakeClaim("p", "c", NotTestable("no data")); }

void AddTo(const std::string& path, const std::string& run) {
  const auto writer = ResultsWriter::Open(path);
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Add(RunNamed(run)).ok());
}

TEST(ResultsWriter, AppendsAcrossOpenings) {
  const std::string path = PathFor("append");
  AddTo(path, "one");
  const auto writer = ResultsWriter::Open(path, {.sync = false}).value();
  EXPECT_NE(FindRun(writer->earlier(), "one"), nullptr);
  EXPECT_EQ(FindRun(writer->earlier(), "two"), nullptr);
  ASSERT_TRUE(writer->Add(CellRecord{.paper = "p", .mean = 0.5, .seeds = 3}).ok());
  ASSERT_TRUE(writer->Add(Claim()).ok());
  const auto results = ReadResults(path);
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(results->runs.size(), 1);
  EXPECT_EQ(results->cells.at(0).mean, 0.5);
  EXPECT_EQ(results->claims.at(0), Claim());
  EXPECT_EQ(results->dropped, "");
}

TEST(ResultsWriter, StartsAnewWithoutResume) {
  const std::string path = PathFor("anew");
  AddTo(path, "one");
  ASSERT_TRUE(ResultsWriter::Open(path, {.resume = false}).ok());
  EXPECT_EQ(ReadFile(path).value(), "");
}

TEST(ResultsWriter, SurvivesBeingKilledAtAnyByteOfALine) {
  const std::string path = PathFor("torn");
  AddTo(path, "one");
  const std::string first = ReadFile(path).value();
  AddTo(path, "two");
  const std::string both = ReadFile(path).value();
  for (size_t size = first.size(); size <= both.size(); ++size) {
    ASSERT_TRUE(WriteFileAtomically(path, both.substr(0, size)).ok());
    ::testing::internal::CaptureStderr();
    const auto writer = ResultsWriter::Open(path, {.sync = false});
    const std::string said = ::testing::internal::GetCapturedStderr();
    ASSERT_TRUE(writer.ok()) << writer.status();
    EXPECT_EQ(said, (*writer)->earlier().dropped.empty()
                        ? ""
                        : path + ": the last line is torn and is dropped: " +
                              (*writer)->earlier().dropped + "\n");
    // All but the line end there: the record is whole and kept.
    const bool whole = size + 1 >= both.size();
    EXPECT_EQ((*writer)->earlier().runs.size(), whole ? 2 : 1) << size;
    EXPECT_EQ((*writer)->earlier().dropped,
              whole ? "" : both.substr(first.size(), size - first.size()));
    ASSERT_TRUE((*writer)->Add(RunNamed("three")).ok());
    const auto results = ReadResults(path);
    ASSERT_TRUE(results.ok()) << results.status();
    EXPECT_EQ(results->runs.back().run, "three");
    EXPECT_EQ(results->runs.size(), whole ? 3 : 2);
  }
}

TEST(ResultsWriter, TakesALineBackThatDoesNotFit) {
  const std::string path = PathFor("full");
  AddTo(path, "one");
  const std::string before = ReadFile(path).value();
  const auto writer = ResultsWriter::Open(path).value();
  {
    const testing::FullDisk disk(before.size() + 10);
    EXPECT_EQ(writer->Add(RunNamed("two")).code(),
              absl::StatusCode::kResourceExhausted);
  }
  EXPECT_EQ(ReadFile(path).value(), before);
}

TEST(ResultsWriter, NamesAPathItCannotUse) {
  EXPECT_EQ(ResultsWriter::Open("/nowhere/x.jsonl").status().message(),
            "cannot open /nowhere/x.jsonl: No such file or directory");
  EXPECT_EQ(ResultsWriter::Open("/dev/full").status().message(),
            "/dev/full is not a regular file");
}

TEST(ParseResults, IsStrictBeforeTheLastLine) {
  const std::string good = DumpJson(ToJson(RunNamed("one")));
  const auto message = [](const std::string& text) {
    return std::string(ParseResults(text, "r.jsonl").status().message());
  };
  EXPECT_EQ(message(good + "\n{\"kind\":\"ru\n" + good + "\n").substr(0, 10),
            "r.jsonl:2:");
  EXPECT_EQ(message(good + "\n\n").substr(0, 10), "r.jsonl:2:");
  EXPECT_EQ(message("{\"kind\":\"sum\"}\n"),
            "r.jsonl:1: kind \"sum\": expected \"run\", \"cell\" or \"claim\"");
  EXPECT_EQ(message("[]\n").substr(0, 11), "r.jsonl:1: ");
  EXPECT_EQ(message("{\"kind\":\"run\"}\n").substr(0, 11), "r.jsonl:1: ");
  EXPECT_EQ(message(std::string(100000, '[') + "\n").substr(0, 11), "r.jsonl:1: ");
  EXPECT_EQ(message(std::string("\0\xff\n", 3)).substr(0, 10), "r.jsonl:1:");
  EXPECT_TRUE(ParseResults("", "r.jsonl").ok());
  EXPECT_EQ(ParseResults("{\"ki", "r.jsonl")->dropped, "{\"ki");
}

}  // namespace
}  // namespace graft
