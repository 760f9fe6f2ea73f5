// tokenize, encode and methods: what one compares with other implementations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "common/base/json.h"
#include "common/base/strings.h"
#include "tests/cli/graft_program.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunGraft;

// Each line of output as JSON.
std::vector<Json> Lines(const Outcome& run) {
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  std::vector<Json> lines;
  std::istringstream text(run.out);
  for (std::string line; std::getline(text, line);) {
    const auto json = ParseJson(line, "output");
    EXPECT_TRUE(json.ok()) << json.status();
    lines.push_back(*json);
  }
  return lines;
}

TEST(Tokenize, GivesIdsAndOffsetsOfEachLine) {
  const Outcome run = RunGraft({"tokenize"}, "Hello, world!\n\nNaïve café\r\nlast");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out,
            "{\"ids\":[101,7592,1010,2088,999,102],"
            "\"offsets\":[[0,0],[0,5],[5,6],[7,12],[12,13],[0,0]]}\n"
            "{\"ids\":[101,102],\"offsets\":[[0,0],[0,0]]}\n"
            "{\"ids\":[101,15743,7668,102],\"offsets\":[[0,0],[0,5],[6,10],[0,0]]}\n"
            "{\"ids\":[101,2197,102],\"offsets\":[[0,0],[0,4],[0,0]]}\n");
}

TEST(Tokenize, TakesAnyTextAsJsonEqualToTheReference) {
  const Json golden = ReadJson("tests/golden/minilm.json").value();
  std::string input;
  for (const Json& item : golden) input += DumpJson(item["text"]) + "\n";
  const std::vector<Json> lines = Lines(RunGraft({"tokenize", "--json"}, input));
  ASSERT_EQ(lines.size(), golden.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto ids = golden[i]["ids"].get<std::vector<int64_t>>();
    std::vector<int64_t> got = lines[i]["ids"].get<std::vector<int64_t>>();
    if (ids.size() < got.size())
      got = Lines(RunGraft(  // the reference was cut
          {"tokenize", "--json", StrCat("--max-length=", ids.size())},
          DumpJson(golden[i]["text"])))[0]["ids"]
                .get<std::vector<int64_t>>();
    EXPECT_EQ(got, ids) << golden[i]["text"];
  }
}

TEST(Tokenize, CutsAndTakesPairs) {
  const std::vector<Json> lines =
      Lines(RunGraft({"tokenize", "--json", "--max-length=4"},
                     "\"one two three four\"\n[\"one\",\"two\"]\n"));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["ids"], Json({101, 2028, 2048, 102}));
  EXPECT_EQ(lines[1]["ids"].size(), 4u);
  EXPECT_EQ(lines[1]["types"].size(), 4u);
  EXPECT_FALSE(lines[0].contains("types"));
}

TEST(Tokenize, NamesTheLineThatIsNoJson) {
  const Outcome run = RunGraft({"tokenize", "--json"}, "\"fine\"\nplain\n");
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, HasSubstr("line 2"));
  EXPECT_THAT(RunGraft({"tokenize", "--json"}, "17\n").err,
              HasSubstr("line 1: expected a JSON string or an array of two, found 17"));
}

TEST(Tokenize, NumbersLinesAcrossReads) {
  std::string input;  // more than one read of 64 KiB
  for (int i = 0; i < 20000; ++i) input += "\"some words\"\n";
  const Outcome run = RunGraft({"tokenize", "--json"}, input + "oops\n");
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, HasSubstr("line 20001"));
}

TEST(Tokenize, MalformedUtf8IsNoError) {
  const std::vector<Json> lines = Lines(RunGraft({"tokenize"}, "caf\xe9 \xff\xfe x\n"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["ids"].size(), lines[0]["offsets"].size());
}

TEST(Encode, PoolsEachLineOnItsOwn) {
  const std::string text = "Hello, world!",
                    other = "A much longer second line of text.";
  for (const char* pooling : {"--pooling=mean", "--pooling=cls", "--pooling=pooler"}) {
    const std::vector<Json> both =
        Lines(RunGraft({"encode", pooling, "--threads=1"}, text + "\n" + other + "\n"));
    const std::vector<Json> alone =
        Lines(RunGraft({"encode", pooling, "--threads=1"}, text + "\n"));
    ASSERT_EQ(both.size(), 2u);
    ASSERT_EQ(both[0]["embedding"].size(), 384u);
    for (size_t i = 0; i < 384; ++i)
      // Products of another shape round differently: float32 through six layers.
      EXPECT_NEAR(both[0]["embedding"][i].get<double>(),
                  alone[0]["embedding"][i].get<double>(), 1e-5);
    EXPECT_NE(both[0], both[1]);
  }
}

TEST(Encode, CutsLongTextsAtThePositions) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "word ";
  EXPECT_EQ(Lines(RunGraft({"encode"}, text)).size(), 1u);
}

TEST(Methods, CountsWhatEachTrainsOnTheModel) {
  const Outcome run = RunGraft({"methods"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("22,713,216 parameters"), HasSubstr("lora"),
                    HasSubstr("73,728"), HasSubstr("0.325 %"), HasSubstr("full"),
                    HasSubstr("100 %"), HasSubstr("--method=lora: ")));
  const Outcome one = RunGraft({"methods", "--method=lora"});
  EXPECT_THAT(one.out, AllOf(HasSubstr("alpha"), HasSubstr("query,value")));
}

}  // namespace
}  // namespace graft
