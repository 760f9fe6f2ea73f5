#include "common/data/ewt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Ewt, TellsGenreAndDocumentByTheId) {
  TagDataset data;
  data.examples = {{.id = "weblog-blogspot.com_a_2004-0001"},
                   {.id = "answers-2011ab_ans-0012"},
                   {.id = "email-enronsent12_01-0001"}};
  ASSERT_TRUE(DivideByGenre(&data).ok());
  EXPECT_EQ(data.domains[data.examples[0].domain], "weblog");
  EXPECT_EQ(data.domains[data.examples[1].domain], "answers");
  EXPECT_THAT(CountByDomain(data), ElementsAre(1, 1, 0, 0, 1));
  EXPECT_EQ(EwtDocument(data.examples[1]), "answers-2011ab_ans");
  data.examples.push_back({.id = "poems-1-0001"});
  EXPECT_THAT(DivideByGenre(&data).message(),
              HasSubstr("the sentence 'poems-1-0001' is of no known genre"));
}

// Sentences and words of each genre.
struct Count {
  std::vector<int64_t> sentences, words;
};
Count CountOf(const TagDataset& data) {
  Count count{CountByDomain(data), std::vector<int64_t>(data.domains.size())};
  for (const TaggedSentence& sentence : data.examples)
    count.words[sentence.domain] += static_cast<int64_t>(sentence.words.size());
  return count;
}

// Counted from the files by a script.
TEST(Ewt, HasItsGenresWhereTheMirrorIs) {
  const absl::StatusOr<TagSplit> split = LoadEwt();
  if (absl::IsNotFound(split.status())) GTEST_SKIP() << split.status().message();
  ASSERT_TRUE(split.ok()) << split.status();
  const Count train = CountOf(split->train), dev = CountOf(split->dev),
              test = CountOf(split->test);
  EXPECT_THAT(train.sentences, ElementsAre(2631, 3770, 1833, 2725, 1585));
  EXPECT_THAT(train.words, ElementsAre(43480, 46255, 34978, 44811, 35053));
  EXPECT_THAT(dev.sentences, ElementsAre(419, 523, 274, 554, 231));
  EXPECT_THAT(dev.words, ElementsAre(5188, 5443, 4286, 5396, 4834));
  EXPECT_THAT(test.sentences, ElementsAre(438, 606, 284, 535, 214));
  EXPECT_THAT(test.words, ElementsAre(5331, 6107, 3780, 5381, 4495));
  std::set<std::string> documents;
  for (const TagDataset* data : {&split->train, &split->dev, &split->test})
    for (const TaggedSentence& sentence : data->examples)
      documents.insert(EwtDocument(sentence));
  EXPECT_EQ(documents.size(), 1174u);
}

TEST(Ewt, HasItsTagsWhereTheMirrorIs) {
  const absl::StatusOr<TagSplit> split = LoadEwt();
  if (absl::IsNotFound(split.status())) GTEST_SKIP() << split.status().message();
  std::vector<int64_t> counts(17);
  for (const TaggedSentence& sentence : split->train.examples)
    for (const int tag : sentence.tags) ++counts[tag];
  const auto count = [&](const char* tag) {
    return counts[IndexOf(split->train.labels, tag)];
  };
  EXPECT_EQ(count("NOUN"), 34751);
  EXPECT_EQ(count("PUNCT"), 23596);
  EXPECT_EQ(count("VERB"), 22576);
  EXPECT_EQ(count("PART"), 5748);
  EXPECT_EQ(count("INTJ"), 695);
  EXPECT_EQ(count("X"), 400);
  EXPECT_EQ(split->train.name, "ewt");
}

TEST(Ewt, SaysWhatIsMissingWithoutTheMirror) {
  unsetenv("GRAFT_DATA_MIRROR");
  EXPECT_THAT(std::string(LoadEwt().status().message()), HasSubstr("fetch_mirror.py"));
}

}  // namespace
}  // namespace graft
