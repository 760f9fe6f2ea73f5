#include "common/data/conll.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kFile[] =
    "-DOCSTART- -X- -X- O\n"
    "\n"
    "EU NNP B-NP B-ORG\n"
    "rejects VBZ B-VP O\n"
    "\n"
    "\n"
    "Peter  NNP B-NP  B-PER\r\n"
    "Blackburn NNP I-NP I-PER";

std::string ErrorOf(const std::string& bytes,
                    const std::vector<std::string>& labels = {}) {
  return std::string(ParseConll(bytes, "dir/x.txt", labels).status().message());
}

TEST(Conll, ReadsTheFirstAndTheLastColumn) {
  const TagDataset data = ParseConll(kFile, "dir/train.txt").value();
  ASSERT_EQ(data.size(), 2);
  EXPECT_THAT(data.labels, ElementsAre("O", "B-ORG", "B-PER", "I-PER"));
  EXPECT_THAT(data.examples[0].words, ElementsAre("EU", "rejects"));
  EXPECT_THAT(data.examples[0].tags, ElementsAre(1, 0));
  EXPECT_THAT(data.examples[1].words, ElementsAre("Peter", "Blackburn"));
  EXPECT_THAT(data.examples[1].tags, ElementsAre(2, 3));
  EXPECT_EQ(data.examples[1].id, "train.txt:1");
  EXPECT_EQ(data.name, "train.txt");
}

TEST(Conll, KeepsSpacesInAFieldBetweenTabs) {
  const TagDataset data = ParseConll("\xEF\xBB\xBFNew York\tB-LOC\n", "x").value();
  EXPECT_THAT(data.examples[0].words, ElementsAre("New York"));
}

TEST(Conll, TakesGivenLabelsInTheirOrder) {
  const TagDataset data = ParseConll("a\tX\n", "x", {"Y", "X"}).value();
  EXPECT_THAT(data.labels, ElementsAre("Y", "X"));
  EXPECT_THAT(data.examples[0].tags, ElementsAre(1));
}

TEST(Conll, NamesTheLineOfWhatIsWrong) {
  EXPECT_EQ(ErrorOf("a O\nb\n"),
            "dir/x.txt:2: expected a word and its tag, found only 'b'");
  EXPECT_EQ(ErrorOf("a O\n\nb N O\n"),
            "dir/x.txt:3: expected 2 columns as in the lines before, found 3");
  EXPECT_EQ(ErrorOf("a\tO\n\tO\n"), "dir/x.txt:2: the word or its tag is empty");
  EXPECT_EQ(ErrorOf("a\t\n"), "dir/x.txt:1: the word or its tag is empty");
  EXPECT_EQ(ErrorOf("a\xFF O\n"), "dir/x.txt:1: not UTF-8; convert the file first");
  EXPECT_EQ(ErrorOf("a B-PRE\n", {"O", "B-PER"}),
            "dir/x.txt:1: tag 'B-PRE' is not one of the 2 known ones; did you mean "
            "B-PER?");
  for (const char* nothing : {"", "\n\n", "-DOCSTART- O\n"})
    EXPECT_THAT(ErrorOf(nothing), HasSubstr("dir/x.txt: no sentence"));
}

// What dev and test have and train lacks is a label of all.
TEST(Conll, GivesThreePartsTheSameLabels) {
  const auto split = ParseConllSplit({"a O\nb I-x\n", "train.txt"},
                                     {"c B-y\n", "dev.txt"}, {"d B-x\n", "test.txt"});
  ASSERT_TRUE(split.ok()) << split.status();
  const std::vector<std::string> labels = {"O", "B-x", "B-y", "I-x"};
  for (const TagDataset* part : {&split->train, &split->dev, &split->test})
    EXPECT_EQ(part->labels, labels);
  EXPECT_EQ(split->train.examples[0].tags, (std::vector<int>{0, 3}));
  EXPECT_EQ(split->test.examples[0].tags, (std::vector<int>{1}));
  const absl::Status bad =
      ParseConllSplit({"a O\n", "train.txt"}, {"", "dev.txt"}, {"d O\n", "test.txt"})
          .status();
  EXPECT_EQ(bad.message().substr(0, 8), "dev.txt:") << bad;
}

// The .conllx of OntoNotes numbers its words.
TEST(Conll, ReadsTheWordWhereItIs) {
  const std::string text = "1\tAnn\tNNP\tB-PER\n2\tleft\tVBD\tO\n";
  const ConllFile file{text, "train.conllx", 1};
  const auto split = ParseConllSplit(file, file, file);
  ASSERT_TRUE(split.ok()) << split.status();
  EXPECT_EQ(split->train.examples[0].words, (std::vector<std::string>{"Ann", "left"}));
  EXPECT_EQ(ParseConll(text, "train.conllx").status().message(),
            "train.conllx: all words are numbers; expected the word in column 1");
}

TEST(Conll, ReadsFromAFile) {
  const std::string path = testing::EmptyFolder() + "/dev.txt";
  ASSERT_TRUE(WriteFileAtomically(path, kFile).ok());
  EXPECT_EQ(LoadConll(path).value().size(), 2);
  EXPECT_EQ(LoadConll(path + "x").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
