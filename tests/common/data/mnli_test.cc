#include "common/data/mnli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace graft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Written for this test in the form of the release.
constexpr char kRecords[] =
    R"({"premise":"The \"old\" mill is \u00e9teint","hypothesis":"A mill.","label":2})"
    "\n"
    R"({"premise":" nobody came","hypothesis":"Many came.","label":1})"
    "\n";

std::string ErrorOf(const std::string& jsonl) {
  TextDataset data = EmptyMnli();
  return std::string(AppendMnli(jsonl, "travel/dev", 4, &data).message());
}

TEST(Mnli, ReadsPairsLabelsAndIds) {
  TextDataset data = EmptyMnli();
  ASSERT_TRUE(AppendMnli(kRecords, "travel/dev", 4, &data).ok());
  ASSERT_EQ(data.size(), 2);
  EXPECT_EQ(data.examples[0].text, "The \"old\" mill is éteint");
  EXPECT_EQ(data.examples[0].text_pair, "A mill.");
  EXPECT_EQ(data.labels[data.examples[0].label], "entailment");
  EXPECT_EQ(data.domains[data.examples[0].domain], "travel");
  EXPECT_EQ(data.examples[1].text, " nobody came");
  EXPECT_EQ(data.examples[1].id, "travel/dev:1");
}

TEST(Mnli, NamesTheLineOfABrokenRecord) {
  const std::string good(kRecords);
  EXPECT_THAT(ErrorOf(good + "{\"premise\":"), HasSubstr("travel/dev:3: "));
  EXPECT_THAT(ErrorOf(R"({"premise":"a","label":1})"), HasSubstr("hypothesis"));
  EXPECT_THAT(ErrorOf(R"({"premise":"a","hypothesis":"b","label":3})"),
              HasSubstr("label is 3; expected 0, 1 or 2"));
  EXPECT_THAT(ErrorOf("\n" + good), HasSubstr("travel/dev:1: "));
}

TEST(Mnli, HasItsPairsWhereTheMirrorIs) {
  const absl::StatusOr<TextSplit> loaded = LoadMnli();
  if (absl::IsNotFound(loaded.status())) GTEST_SKIP() << loaded.status().message();
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const TextSplit& split = *loaded;
  EXPECT_THAT(CountByDomain(split.train), ElementsAre(2547, 2541, 2605, 2754, 2541));
  EXPECT_THAT(CountByLabel(split.train), ElementsAre(4354, 4256, 4378));
  EXPECT_EQ(split.dev.size(), 1815);
  EXPECT_EQ(split.test.size(), 8000);
  EXPECT_TRUE(split.train.pairs && split.dev.pairs && split.test.pairs);
}

TEST(Mnli, SaysWhatIsMissingWithoutTheMirror) {
  unsetenv("GRAFT_DATA_MIRROR");
  EXPECT_THAT(std::string(LoadMnli().status().message()), HasSubstr("fetch_mirror.py"));
}

}  // namespace
}  // namespace graft
