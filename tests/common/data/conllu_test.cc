#include "common/data/conllu.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A line of that number, form and tag; the other columns are what they are in treebanks.
std::string Line(const std::string& number, const std::string& form,
                 const std::string& tag) {
  return number + "\t" + form + "\tlemma\t" + tag + "\tNN\t_\t0\troot\t0:root\t_\n";
}

// Written for this test.
std::string Text() {
  return "# newdoc id = web-1\n# sent_id = web-1-0001\n# text = I don't.\n" +
         Line("1", "I", "PRON") + Line("2-3", "don't", "_") + Line("2", "do", "AUX") +
         Line("3", "n't", "PART") + Line("3.1", "go", "VERB") +
         Line("4", ".", "PUNCT") + "\n\n# text = Oui\n" +
         Line("1", "Oui d'accord", "INTJ") + "\n";
}

std::string ErrorOf(const std::string& text) {
  return std::string(ParseConllu(text, "d/x.conllu").status().message());
}

TEST(Conllu, ReadsWordsTagsAndIds) {
  const TagDataset data = ParseConllu(Text(), "d/x.conllu").value();
  EXPECT_EQ(data.name, "x.conllu");
  EXPECT_THAT(data.domains, ElementsAre("x.conllu"));
  EXPECT_EQ(data.labels.size(), 17u);
  ASSERT_EQ(data.size(), 2);
  const TaggedSentence& first = data.examples[0];
  EXPECT_THAT(first.words, ElementsAre("I", "do", "n't", "."));
  std::vector<std::string> tags;
  for (const int tag : first.tags) tags.push_back(data.labels[tag]);
  EXPECT_THAT(tags, ElementsAre("PRON", "AUX", "PART", "PUNCT"));
  EXPECT_EQ(first.id, "web-1-0001");
  EXPECT_THAT(data.examples[1].words, ElementsAre("Oui d'accord"));
  EXPECT_EQ(data.examples[1].id, "x.conllu:1");
}

TEST(Conllu, ReadsOtherLineEndsAndNoneAtTheEnd) {
  std::string text = Text();
  for (size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 2)
    text.replace(at, 1, "\r\n");
  const std::string bare = "\xEF\xBB\xBF" + text.substr(0, text.size() - 4);
  for (const std::string& other : {text, bare}) {
    const TagDataset data = ParseConllu(other, "x.conllu").value();
    EXPECT_THAT(data.examples[0].words, ElementsAre("I", "do", "n't", "."));
    EXPECT_EQ(data.examples[0].id, "web-1-0001");
    EXPECT_EQ(data.size(), 2);
  }
}

TEST(Conllu, NamesTheLineThatIsWrong) {
  EXPECT_THAT(
      ErrorOf(Line("1", "a", "DET") + "2\tb\tNOUN\n"),
      HasSubstr("d/x.conllu:2: expected 10 columns apart by tabs, found 3 in "));
  EXPECT_THAT(ErrorOf(Line("1", "a", "NOM")), HasSubstr("unknown universal tag 'NOM'"));
  EXPECT_THAT(ErrorOf(Line("1", "a", "_")), HasSubstr("x.conllu:1: unknown"));
  EXPECT_THAT(ErrorOf(Line("1", "a", "DET") + Line("1", "b", "NOUN")),
              HasSubstr("x.conllu:2: expected word 2 of the sentence, found '1'; is an "
                        "empty line missing?"));
  EXPECT_THAT(ErrorOf(Line("x", "a", "DET")), HasSubstr("expected word 1"));
  EXPECT_THAT(ErrorOf(Line("1", "", "DET")), HasSubstr("empty or not UTF-8"));
  EXPECT_THAT(ErrorOf(Line("1", "\xFF", "DET")), HasSubstr("empty or not UTF-8"));
  EXPECT_THAT(ErrorOf(""), HasSubstr("d/x.conllu: no sentence"));
  EXPECT_THAT(ErrorOf("# sent_id = a\n\n"), HasSubstr("no sentence"));
}

TEST(Conllu, LoadsAFile) {
  const std::string path = testing::EmptyFolder() + "/x.conllu";
  ASSERT_TRUE(WriteFileAtomically(path, Text()).ok());
  EXPECT_EQ(LoadConllu(path)->size(), 2);
  EXPECT_EQ(LoadConllu(path + "x").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace graft
