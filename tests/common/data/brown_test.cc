#include "common/data/brown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/data/splits.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::EmptyFolder;
using ::testing::HasSubstr;

const TagDataset& Brown() {
  static const TagDataset data = LoadBrown().value();
  return data;
}

TEST(Brown, HasItsSentencesWordsAndGenres) {
  EXPECT_EQ(Brown().size(), 57340);
  int64_t words = 0;
  for (const TaggedSentence& sentence : Brown().examples) {
    EXPECT_EQ(sentence.words.size(), sentence.tags.size());
    words += static_cast<int64_t>(sentence.words.size());
  }
  EXPECT_EQ(words, 1161192);
  EXPECT_THAT(
      Brown().domains,
      ElementsAre("adventure", "belles_lettres", "editorial", "fiction", "government",
                  "hobbies", "humor", "learned", "lore", "mystery", "news", "religion",
                  "reviews", "romance", "science_fiction"));
}

TEST(Brown, ReadsTheFirstSentence) {
  const TaggedSentence& first = Brown().examples.front();
  EXPECT_EQ(first.id, "ca01:0");
  EXPECT_EQ(Brown().domains[first.domain], "news");
  std::string text;
  for (size_t i = 0; i < 7; ++i)
    text += first.words[i] + "/" + Brown().labels[first.tags[i]] + " ";
  EXPECT_EQ(
      text,
      "The/DET Fulton/NOUN County/NOUN Grand/ADJ Jury/NOUN said/VERB Friday/NOUN ");
}

// Counted from the files with the same table by a script. Petrov et al.'s own table gives the
// same CONJ and ".", and ADP, VERB, NUM within five words; it calls "all" and "half" PRT.
TEST(Brown, CountsEveryTag) {
  std::vector<int64_t> counts(Brown().labels.size());
  for (const TaggedSentence& sentence : Brown().examples)
    for (int tag : sentence.tags) ++counts[tag];
  EXPECT_THAT(Brown().labels, ElementsAre("NOUN", "VERB", "ADJ", "ADV", "PRON", "DET",
                                          "ADP", "NUM", "CONJ", "PRT", ".", "X"));
  EXPECT_THAT(counts, ElementsAre(272967, 182751, 83731, 51674, 54129, 140640, 144766,
                                  14879, 38151, 28556, 147565, 1383));
}

TEST(UniversalTag, DropsWhatSaysNothingAboutTheWord) {
  EXPECT_EQ(UniversalTag("np$-tl"), "NOUN");
  EXPECT_EQ(UniversalTag("jj-tl-hl"), "ADJ");
  EXPECT_EQ(UniversalTag("pps+bez"), "PRON");
  EXPECT_EQ(UniversalTag("md*"), "VERB");
  EXPECT_EQ(UniversalTag("pp$"), "DET");
  EXPECT_EQ(UniversalTag("pp$$"), "PRON");
  EXPECT_EQ(UniversalTag("fw-in+at-tl"), "X");
  EXPECT_EQ(UniversalTag("*"), "PRT");
  EXPECT_EQ(UniversalTag("--"), ".");
  EXPECT_EQ(UniversalTag("---hl"), ".");
  EXPECT_EQ(UniversalTag("quux"), "");
  EXPECT_EQ(UniversalTag(""), "");
}

TEST(Brown, SplitsByDocument) {
  const TagSplit split = SplitByHash<TaggedSentence>(
      Brown(),
      [](const TaggedSentence& s) { return "graft-brown:" + BrownDocument(s); }, 40000,
      0);
  // Only the document at the cut is in both parts.
  EXPECT_EQ(BrownDocument(split.train.examples.back()),
            BrownDocument(split.test.examples.front()));
  EXPECT_NE(BrownDocument(split.train.examples.front()),
            BrownDocument(split.test.examples.back()));
}

TEST(Brown, NamesTheLineOfABrokenToken) {
  const std::string folder = EmptyFolder();
  const auto message = [&](std::string_view document) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/cats.txt", "ca01 news\n").ok());
    EXPECT_TRUE(WriteFileAtomically(folder + "/ca01", document).ok());
    return std::string(LoadBrown(folder).status().message());
  };
  EXPECT_THAT(message("\nThe/at\nend\n"), HasSubstr("ca01:3: expected word/tag"));
  EXPECT_THAT(message("The/quux\n"), HasSubstr("ca01:1: unknown tag 'quux'"));
  EXPECT_THAT(message("The/\n"), HasSubstr("unknown tag ''"));
  EXPECT_EQ(LoadBrown(folder + "/none").status().code(), absl::StatusCode::kNotFound);
}

TEST(Brown, NamesTheLineOrTheDocumentWithoutAGenre) {
  const std::string folder = EmptyFolder();
  const auto message = [&](std::string_view genres) {
    EXPECT_TRUE(WriteFileAtomically(folder + "/cats.txt", genres).ok());
    EXPECT_TRUE(WriteFileAtomically(folder + "/ca01", "The/at\n").ok());
    EXPECT_TRUE(WriteFileAtomically(folder + "/ca02", "The/at\n").ok());
    return std::string(LoadBrown(folder).status().message());
  };
  EXPECT_EQ(message("ca01 news\nca02 lore\n"), "");
  EXPECT_THAT(
      message("ca01\nca02 lore\n"),
      HasSubstr("cats.txt:1: expected a line like \"ca01 news\", found \"ca01\""));
  EXPECT_THAT(message("ca01 news\nca02 lore x\n"), HasSubstr("cats.txt:2: expected"));
  EXPECT_THAT(message("ca01 news\n"), HasSubstr("no genre for the document ca02"));
  EXPECT_THAT(message(""), HasSubstr("found none"));
}

}  // namespace
}  // namespace graft
