#include "common/data/pheme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "common/data/duplicates.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Written for this test in the form of the release.
constexpr char kRecords[] =
    R"({"text":"BREAKING: bridge closed #news\nmore soon","label":1})"
    "\n"
    R"({"text":"Stay safe \u2764","label":0})"
    "\n";

std::string ErrorOf(const std::string& jsonl) {
  TextDataset data = EmptyPheme();
  return std::string(AppendPheme(jsonl, "ferguson/dev", 1, &data).message());
}

TEST(Pheme, ReadsTextsLabelsAndIds) {
  TextDataset data = EmptyPheme();
  ASSERT_TRUE(AppendPheme(kRecords, "ferguson/dev", 1, &data).ok());
  ASSERT_EQ(data.size(), 2);
  EXPECT_EQ(data.examples[0].text, "BREAKING: bridge closed #news\nmore soon");
  EXPECT_EQ(data.labels[data.examples[0].label], "rumour");
  EXPECT_EQ(data.domains[data.examples[0].domain], "ferguson");
  EXPECT_EQ(data.examples[1].label, 0);
  EXPECT_EQ(data.examples[1].id, "ferguson/dev:1");
}

TEST(Pheme, NamesTheLineOfABrokenRecord) {
  const std::string good(kRecords);
  EXPECT_THAT(ErrorOf(good + "{\"text\":"), HasSubstr("ferguson/dev:3"));
  EXPECT_THAT(ErrorOf(R"({"label":1})"), HasSubstr("text"));
  EXPECT_THAT(ErrorOf(good + R"({"text":"a","label":2})"),
              HasSubstr("ferguson/dev:3: label is 2; expected 0 or 1"));
}

// The counts are those that the release's files have, train and dev of each event.
TEST(Pheme, HasItsPostsWhereTheMirrorIs) {
  const absl::StatusOr<TextDataset> loaded = LoadPheme();
  if (absl::IsNotFound(loaded.status())) GTEST_SKIP() << loaded.status().message();
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const TextDataset& data = *loaded;
  EXPECT_EQ(data.size(), 5802);
  EXPECT_THAT(CountByDomain(data), ElementsAre(2079, 1143, 469, 890, 1221));
  EXPECT_THAT(CountByLabel(data), ElementsAre(3830, 1972));
  std::vector<int64_t> rumours(5);
  for (const Example& post : data.examples) rumours[post.domain] += post.label;
  EXPECT_THAT(rumours, ElementsAre(458, 284, 238, 470, 522));
  const auto is_dev = [](const Example& post) {
    return post.id.find("/dev:") != post.id.npos;
  };
  EXPECT_EQ(std::count_if(data.examples.begin(), data.examples.end(), is_dev), 1162);

  TextDataset once = data;
  EXPECT_EQ(
      DropDuplicates(&once, [](std::string_view text) { return std::string(text); })
          .dropped,
      12);
  // Without links and retweet marks; a script that knows nothing of this code agrees.
  EXPECT_EQ(PhemeByEvent()->size(), 5802 - 131);
}

TEST(Pheme, SaysWhatIsMissingWithoutTheMirror) {
  unsetenv("GRAFT_DATA_MIRROR");
  EXPECT_THAT(std::string(LoadPheme().status().message()),
              HasSubstr("fetch_mirror.py"));
}

}  // namespace
}  // namespace graft
