#include "common/data/duplicates.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

TEST(NormalizedText, FoldsCaseFormsAndBlanks) {
  EXPECT_EQ(NormalizedText("  Straße\t\n ＡＢＣ \u00A0ﬁn\u3000"), "strasse abc fin");
  EXPECT_EQ(NormalizedText("e\u0301"), "\u00E9");
  EXPECT_EQ(NormalizedText(" \r\n "), "");
}

TextDataset Of(std::vector<Example> examples) {
  return {"d", {"no", "yes"}, {"d"}, std::move(examples)};
}

TEST(DropDuplicates, KeepsTheFirstAndCountsConflictingLabels) {
  TextDataset data = Of({{.text = "Same  text", .label = 0, .id = "0"},
                         {.text = "other", .label = 1, .id = "1"},
                         {.text = "same text ", .label = 0, .id = "2"},
                         {.text = "SAME TEXT", .label = 1, .id = "3"}});
  const DuplicateReport report = DropDuplicates(&data);
  EXPECT_EQ(report.dropped, 2);
  EXPECT_EQ(report.conflicts, 1);
  ASSERT_EQ(data.size(), 2);
  EXPECT_EQ(data.examples[0].id + data.examples[1].id, "01");
  EXPECT_EQ(data.examples[0].text, "Same  text");
}

TEST(DropDuplicates, ComparesBothTextsOfAPair) {
  TextDataset data = Of({{.text = "a b", .text_pair = "c"},
                         {.text = "a", .text_pair = "b c"},
                         {.text = "a b", .text_pair = "C"}});
  EXPECT_EQ(DropDuplicates(&data).dropped, 1);
  EXPECT_EQ(data.examples[1].text_pair, "b c");
}

TEST(DropDuplicates, ComparesWhatItIsToldTo) {
  TextDataset data = Of({{.text = "x1"}, {.text = "x2"}});
  const auto first_letter = [](std::string_view t) {
    return std::string(t.substr(0, 1));
  };
  EXPECT_EQ(DropDuplicates(&data, first_letter).dropped, 1);
}

}  // namespace
}  // namespace graft
