#include "cli/table_data.h"

#include <algorithm>
#include <iostream>
#include <set>
#include <utility>

#include "common/data/duplicates.h"
#include "common/data/splits.h"
#include "common/report/figures.h"

namespace graft::cli {
namespace {

std::string Plural(int64_t count, const std::string& noun) {
  return FormatCount(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string TextKey(const Example& example) {
  return NormalizedText(example.text) + '\n' + NormalizedText(example.text_pair);
}

absl::StatusOr<TextDataset> LoadWithoutDuplicates(
    const std::string& path, const CsvColumns& columns,
    const std::vector<std::string>& labels) {
  ASSIGN_OR_RETURN(TextDataset data, LoadTable(path, columns, labels));
  const int64_t rows = data.size();
  const DuplicateReport report = DropDuplicates(&data);
  std::cerr << path << ": " << Plural(rows, "row");
  if (report.dropped > 0)
    std::cerr << ", " << Plural(report.dropped, "duplicate") << " dropped";
  if (report.conflicts > 0)
    std::cerr << " (" << FormatCount(report.conflicts) << " with another label)";
  std::cerr << "\n";
  return data;
}

void DescribeLabels(const TextDataset& train) {
  const std::vector<int64_t> counts = CountByLabel(train);
  for (size_t i = 0; i < counts.size(); ++i)
    std::cerr << (i == 0 ? "labels: " : ", ") << train.labels[i] << " "
              << FormatCount(counts[i]);
  std::cerr << "\n";
  for (size_t i = 0; i < counts.size(); ++i)
    if (counts[i] == 0)
      std::cerr << "warning: no row to train on has the label '" << train.labels[i]
                << "'; it will not be learned\n";
}

// The same text on both sides makes dev look better than it is.
void WarnOfOverlap(const TrainingTables& tables, const std::string& dev) {
  std::set<std::string> seen;
  for (const Example& example : tables.train.examples) seen.insert(TextKey(example));
  const int64_t shared =
      std::count_if(tables.dev.examples.begin(), tables.dev.examples.end(),
                    [&](const Example& e) { return seen.contains(TextKey(e)); });
  if (shared > 0)
    std::cerr << "warning: " << Plural(shared, "text") << " of " << dev
              << " are in the training data, too\n";
}

}  // namespace

absl::StatusOr<TextDataset> LoadTable(const std::string& path,
                                      const CsvColumns& columns,
                                      const std::vector<std::string>& labels) {
  ASSIGN_OR_RETURN(const Csv csv, ReadCsv(path));
  if (csv.invalid_utf8 > 0)
    std::cerr << "warning: " << path << ": " << Plural(csv.invalid_utf8, "place")
              << " with bytes that are not UTF-8, read as U+FFFD; is it in another "
                 "encoding?\n";
  return CsvDataset(csv, columns, labels);
}

absl::StatusOr<TrainingTables> LoadTrainingTables(const std::string& data,
                                                  const std::string& dev,
                                                  const CsvColumns& columns) {
  ASSIGN_OR_RETURN(TextDataset all, LoadWithoutDuplicates(data, columns, {}));
  TrainingTables tables;
  if (dev.empty()) {
    if (all.size() < 2)
      return absl::InvalidArgumentError(
          StrCat(data, ": one row is left; training needs at least two"));
    const int64_t tenth = std::max<int64_t>(1, all.size() / 10);
    TextSplit split =
        SplitByHash(all, HashKey<Example>(TextKey), all.size() - tenth, tenth);
    tables = {std::move(split.train), std::move(split.dev)};
  } else {
    ASSIGN_OR_RETURN(tables.dev, LoadWithoutDuplicates(dev, columns, all.labels));
    tables.train = std::move(all);
    WarnOfOverlap(tables, dev);
  }
  std::cerr << FormatCount(tables.train.size()) << " to train, "
            << FormatCount(tables.dev.size()) << " for dev\n";
  DescribeLabels(tables.train);
  return tables;
}

}  // namespace graft::cli
