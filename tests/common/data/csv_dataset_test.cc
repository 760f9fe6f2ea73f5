#include "common/data/csv_dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"

namespace graft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusOr<TextDataset> Loaded(std::string_view bytes, const CsvColumns& columns,
                                   const std::vector<std::string>& labels = {}) {
  absl::StatusOr<Csv> csv = ParseCsv(bytes, "data/t.csv");
  EXPECT_TRUE(csv.ok()) << csv.status();
  return CsvDataset(*csv, columns, labels);
}

constexpr char kTable[] =
    "id,review,stars,reply,shop\n"
    "7,good,pos,thanks,b\n"
    "8,bad,neg,sorry,a\n"
    "9,fine,pos,ok,a\n";

TEST(CsvDataset, TakesTheNamedColumnsAndSortsTheLabels) {
  const TextDataset data =
      Loaded(kTable, {.text = "review", .label = "stars", .text_pair = "reply"})
          .value();
  EXPECT_EQ(data.name, "t");
  EXPECT_THAT(data.labels, ElementsAre("neg", "pos"));
  EXPECT_TRUE(data.pairs);
  EXPECT_THAT(data.domains, ElementsAre("t"));
  EXPECT_THAT(CountByLabel(data), ElementsAre(1, 2));
  EXPECT_EQ(data.examples[1].text, "bad");
  EXPECT_EQ(data.examples[1].text_pair, "sorry");
  EXPECT_EQ(data.examples[1].label, 0);
  EXPECT_EQ(data.examples[1].id, "1");
}

TEST(CsvDataset, ReadsDomainsAndTextsWithoutLabels) {
  const TextDataset data =
      Loaded(kTable, {.text = "review", .label = "", .domain = "shop"}).value();
  EXPECT_THAT(data.domains, ElementsAre("a", "b"));
  EXPECT_THAT(CountByDomain(data), ElementsAre(2, 1));
  EXPECT_TRUE(data.labels.empty());
  EXPECT_FALSE(data.pairs);
  EXPECT_EQ(data.examples[0].label, -1);
}

TEST(CsvDataset, RejectsARowWithoutADomain) {
  const absl::Status status =
      Loaded("text,label,domain\na,x,mail\nb,y,\n", {.domain = "domain"}).status();
  EXPECT_EQ(status.message(), "data/t.csv:3: empty domain in column 'domain'");
}

TEST(CsvDataset, KeepsTheOrderOfTheLabelsOfTraining) {
  const TextDataset data =
      Loaded(kTable, {.text = "review", .label = "stars"}, {"pos", "neg", "mixed"})
          .value();
  EXPECT_THAT(data.labels, ElementsAre("pos", "neg", "mixed"));
  EXPECT_EQ(data.examples[0].label, 0);
}

TEST(CsvDataset, RejectsALabelNeverSeenInTraining) {
  const absl::Status status =
      Loaded(kTable, {.text = "review", .label = "stars"}, {"pos", "neutral"}).status();
  EXPECT_EQ(
      status.message(),
      "data/t.csv:3: label 'neg' was never seen in training; known labels: 'pos', "
      "'neutral'");
}

TEST(CsvDataset, RejectsTablesOneCannotTrainOn) {
  const CsvColumns columns;
  EXPECT_THAT(std::string(Loaded("text,label\n", columns).status().message()),
              HasSubstr("has a header and no rows"));
  EXPECT_THAT(std::string(Loaded("text,label\na,x\nb,x\n", columns).status().message()),
              HasSubstr("single value 'x'"));
  EXPECT_THAT(std::string(Loaded("text,label\na,x\nb,\n", columns).status().message()),
              HasSubstr("data/t.csv:3: empty label in column 'label'"));
  EXPECT_THAT(std::string(Loaded("words,label\na,x\n", columns).status().message()),
              HasSubstr("no column 'text'; its columns: words, label"));
}

TEST(CsvDataset, LoadsTabSeparatedPairs) {
  const std::string path = std::filesystem::path(testing::TempDir()) / "pairs.tsv";
  ASSERT_TRUE(
      WriteFileAtomically(path, "s1\ts2\tgold\nsay \"a\tb\tyes\nc\td\tno\n").ok());
  const TextDataset data =
      LoadCsvDataset(path, {.text = "s1", .label = "gold", .text_pair = "s2"}, {},
                     Tsv())
          .value();
  EXPECT_EQ(data.examples[0].text, "say \"a");
  EXPECT_EQ(data.examples[1].text_pair, "d");
  EXPECT_TRUE(data.pairs);
  EXPECT_TRUE(Select(data, {0}).pairs);
}

// An id or a text taken for the label would make as many classes as there are rows.
TEST(CsvDataset, RejectsAColumnThatCannotBeTheLabels) {
  const auto error = [](int rows) {
    std::string table = "text,label\n";
    for (int i = 0; i < rows; ++i) table += StrCat("a,", i, "\n");
    return std::string(Loaded(table, {}).status().message());
  };
  EXPECT_EQ(error(1000), "");
  EXPECT_EQ(
      error(1001),
      "data/t.csv: column 'label' has 1001 distinct values, expected at most 1000 "
      "labels; is it the column of the labels?");
}

}  // namespace
}  // namespace graft
