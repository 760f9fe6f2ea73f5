#include "common/data/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "common/base/files.h"

namespace graft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Csv Parsed(std::string_view bytes, const CsvOptions& options = {}) {
  absl::StatusOr<Csv> csv = ParseCsv(bytes, "t.csv", options);
  EXPECT_TRUE(csv.ok()) << csv.status();
  return csv.ok() ? *csv : Csv{};
}

std::string ErrorOf(std::string_view bytes) {
  return std::string(ParseCsv(bytes, "t.csv").status().message());
}

TEST(Csv, ReadsQuotesDoubledQuotesAndLineBreaksInsideThem) {
  const Csv csv = Parsed("a,b\n\"x, \"\"y\"\"\r\nz\",2\n3,\"\"\n");
  EXPECT_THAT(csv.header, ElementsAre("a", "b"));
  EXPECT_THAT(csv.rows,
              ElementsAre(ElementsAre("x, \"y\"\r\nz", "2"), ElementsAre("3", "")));
  EXPECT_THAT(csv.lines, ElementsAre(2, 4));
}

TEST(Csv, EndsLinesWithLfCrlfOrCrAndNeedsNoneAtTheEnd) {
  for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "a,b\r1,2\r3,4\r"})
    EXPECT_THAT(Parsed(text).rows,
                ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")))
        << text;
}

TEST(Csv, DropsTheByteOrderMarkAndSkipsEmptyLines) {
  const Csv csv = Parsed("\xEF\xBB\xBF\na,b\n\n1,2\n\n\n");
  EXPECT_THAT(csv.header, ElementsAre("a", "b"));
  EXPECT_THAT(csv.rows, ElementsAre(ElementsAre("1", "2")));
  EXPECT_THAT(csv.lines, ElementsAre(4));
}

TEST(Csv, KeepsEmptyFieldsAndQuotesInsideUnquotedOnes) {
  EXPECT_THAT(Parsed("a,b,c\n,5\" disk,\n").rows,
              ElementsAre(ElementsAre("", "5\" disk", "")));
}

TEST(Csv, TsvTakesQuotesLiterally) {
  EXPECT_THAT(Parsed("a\tb\n\"x\ty, z\"\n", Tsv()).rows,
              ElementsAre(ElementsAre("\"x", "y, z\"")));
}

TEST(Csv, CountsBytesThatAreNotUtf8) {
  const Csv csv = Parsed("a,b\nx\xD1_,\xFF\n");
  EXPECT_EQ(csv.invalid_utf8, 2);
  EXPECT_THAT(csv.rows, ElementsAre(ElementsAre("x\uFFFD_", "\uFFFD")));
}

TEST(Csv, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_EQ(ErrorOf("a,b\n1,2\n\n3,\"open\nand\non"),
            "t.csv:4: the quote that opens field 2 is never closed");
  EXPECT_THAT(ErrorOf("a,b\n\"x\ny\",2\n1,2,3\n"),
              HasSubstr("t.csv:4: expected 2 fields (a, b), found 3"));
  EXPECT_THAT(ErrorOf("a,b\n1\n"),
              HasSubstr("t.csv:2: expected 2 fields (a, b), found 1"));
  EXPECT_THAT(ErrorOf("a,b\n1,\"x\"y\n"), HasSubstr("t.csv:2: field 2 goes on after"));
}

TEST(Csv, RejectsWhatIsNoTable) {
  EXPECT_THAT(ErrorOf(""), HasSubstr("t.csv is empty"));
  EXPECT_THAT(ErrorOf("\xEF\xBB\xBF\r\n\n"), HasSubstr("t.csv is empty"));
  EXPECT_THAT(ErrorOf("\xFF\xFE"
                      "a"),
              HasSubstr("UTF-16"));
  EXPECT_EQ(ReadCsv("no/such.csv").status().code(), absl::StatusCode::kNotFound);
}

TEST(Csv, ListsTheColumnsThereAreWhenOneIsMissing) {
  const Csv csv = Parsed("text,label,text\n1,2,3\n");
  EXPECT_EQ(csv.Column("label").value(), 1);
  const absl::Status missing = csv.Column("sentiment").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.message(),
            "t.csv has no column 'sentiment'; its columns: text, label, text");
  EXPECT_THAT(std::string(csv.Column("Label").status().message()),
              HasSubstr("did you mean label?"));
  EXPECT_THAT(std::string(csv.Column("text").status().message()),
              HasSubstr("two columns 'text'"));
}

TEST(Csv, WritesWhatItReadsBack) {
  rc::check([](const std::vector<std::vector<uint8_t>>& cells) {
    RC_PRE(!cells.empty());
    std::vector<std::string> fields;
    for (const auto& cell : cells) {
      std::string field;
      for (uint8_t c : cell) field += "a\",\n\r \t;"[c % 8];
      fields.push_back(field);
    }
    const std::vector<std::string> header(fields.size(), "h");
    const Csv csv = Parsed(CsvLine(header) + CsvLine(fields));
    RC_ASSERT(csv.rows == std::vector<std::vector<std::string>>{fields});
  });
}

TEST(Csv, AMissingColumnMayBeAnotherSeparator) {
  const auto message = [](const char* text) {
    return std::string(Parsed(text).Column("text").status().message());
  };
  EXPECT_THAT(message("text;label\na;b\n"), HasSubstr("separated by ';'?"));
  EXPECT_THAT(message("text\tlabel\na\tb\n"), HasSubstr("separated by tabs?"));
  EXPECT_THAT(message("words\na\n"), ::testing::Not(HasSubstr("separated")));
}

TEST(Csv, SurvivesAnyBytes) {
  rc::check([](const std::vector<uint8_t>& noise) {
    std::string bytes;
    for (uint8_t c : noise)
      bytes += c % 3 ? "a\",\n\r\xC3\xA9\""[c % 8] : static_cast<char>(c);
    const absl::StatusOr<Csv> csv = ParseCsv(bytes, "noise");
    if (csv.ok())
      for (const auto& row : csv->rows) RC_ASSERT(row.size() == csv->header.size());
  });
}

TEST(Csv, ReadsFromAFile) {
  const std::string path = std::filesystem::path(testing::TempDir()) / "small.csv";
  ASSERT_TRUE(WriteFileAtomically(path, "a\n1\n").ok());
  EXPECT_THAT(ReadCsv(path).value().rows, ElementsAre(ElementsAre("1")));
}

}  // namespace
}  // namespace graft
