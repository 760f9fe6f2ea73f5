// A tagger from the command line: trained on a CoNLL file, asked, evaluated; and what is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/strings.h"
#include "tests/cli/graft_program.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunGraft;
using testing::Scratch;
using testing::WriteScratch;

// Persons are "Ann" and "Bob", places "Rome" and "Oslo"; twelve sentences of each kind.
std::string Sentences(int count) {
  const char* people[] = {"Ann", "Bob"};
  const char* places[] = {"Rome", "Oslo"};
  std::string text;
  for (int i = 0; i < count; ++i)
    text += StrCat(people[i % 2], "\tB-PER\n", i % 3 == 0 ? "Smith\tI-PER\n" : "",
                   "visited\tO\n", places[i / 2 % 2], "\tB-LOC\n.\tO\n\n");
  return text;
}

std::vector<std::string> Train(const std::string& data, const std::string& out) {
  return {"train",     "--task=tag",  "--data=" + data, "--out=" + out,
          "--batch=8", "--epochs=8",  "--threads=1",    "--seed=1",
          "--set",     "r=4,alpha=8", "--rate=0.01"};
}

const std::string& Trained() {
  static const std::string* folder = [] {
    auto* out = new std::string(Scratch("entities"));
    const Outcome run = RunGraft(Train(WriteScratch("train.txt", Sentences(24)), *out));
    EXPECT_EQ(run.code, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("dev F1 of entities 100.0 %"));
    EXPECT_THAT(run.out, HasSubstr("F1 of entities on dev: 100.0 %."));
    return out;
  }();
  return *folder;
}

TEST(Tagger, TagsTheWordsOfLines) {
  const Outcome run = RunGraft({"predict", "--graft=" + Trained(), "--task=tag"},
                               "Bob Smith visited Oslo .\n\nAnn\n");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(
      run.out,
      "Bob\tB-PER\nSmith\tI-PER\nvisited\tO\nOslo\tB-LOC\n.\tO\n\n\nAnn\tB-PER\n\n");
}

TEST(Tagger, IsEvaluatedByWordsAndEntities) {
  const std::string test = WriteScratch("test.txt", Sentences(6));
  const Outcome run = RunGraft({"eval", "--graft=" + Trained(), "--data=" + test});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Words"));
  EXPECT_THAT(run.out, HasSubstr("F1 of entities: 100.0 %."));
  const Outcome tagged =
      RunGraft({"predict", "--graft=" + Trained(), "--data=" + test});
  EXPECT_EQ(tagged.out, Sentences(6));
}

TEST(Tagger, SaysWhatIsWrong) {
  const auto error = [](std::vector<std::string> args) {
    const Outcome run = RunGraft(args);
    EXPECT_NE(run.code, 0);
    return run.err;
  };
  const std::string graft = "--graft=" + Trained();
  EXPECT_THAT(
      error({"eval", graft, "--data=" + WriteScratch("odd.txt", "Ann\tB-PRE\n")}),
      HasSubstr("odd.txt:1: tag 'B-PRE' is not one of the 4 known ones; did you "
                "mean B-PER"));
  EXPECT_THAT(error({"eval", graft, "--task=classify", "--data=x"}),
              HasSubstr("--task=classify: the graft was trained to tag"));
  EXPECT_THAT(error({"export", graft, "--out=" + Scratch("never")}),
              HasSubstr("the graft tags words; export is for grafts that classify"));
  EXPECT_THAT(error({"predict", graft, "--logits"}), HasSubstr("the graft tags words"));
  std::string text;
  for (int i = 0; i < 600; ++i) text += "Ann\tB-PER\n";
  const std::string much = WriteScratch("long.txt", text + "\n" + Sentences(3));
  EXPECT_THAT(error(Train(much, Scratch("long"))),
              HasSubstr("words lie behind the limit of 512 tokens, the first in "
                        "sentence"));
  EXPECT_THAT(
      error({"predict", graft, "--data=" + much}),
      HasSubstr("long.txt: 90 words lie behind the limit of 512 tokens, the first "
                "in sentence 1; split"));
  EXPECT_THAT(error(Train(WriteScratch("one.txt", "a\tO\n\nb\tO\n"), Scratch("one"))),
              HasSubstr("one.txt: one tag, O: expected at least two"));
  EXPECT_THAT(error({"train", "--task=parse", "--data=x", "--out=y"}),
              HasSubstr("--task=parse: expected classify or tag"));
  EXPECT_THAT(error({"train", "--task=tag", "--pooling=cls", "--data=x", "--out=y"}),
              HasSubstr("expected no --text-pair and no --pooling"));
}

}  // namespace
}  // namespace graft
