#include "common/data/csv_dataset.h"

#include <filesystem>
#include <set>
#include <string_view>
#include <unordered_map>

namespace graft {
namespace {

constexpr size_t kMostLabels = 1000;

std::vector<std::string> DistinctValues(const Csv& csv, int column) {
  std::set<std::string> values;
  for (const auto& row : csv.rows) values.insert(row[column]);
  return {values.begin(), values.end()};
}

using Indices = std::unordered_map<std::string_view, int>;

// Name → its place; the names must outlive it.
Indices IndicesOf(const std::vector<std::string>& names) {
  Indices indices;
  for (const std::string& name : names)
    indices.emplace(name, static_cast<int>(indices.size()));
  return indices;
}

// Index of an optional column: -1 if its name is empty.
absl::StatusOr<int> OptionalColumn(const Csv& csv, const std::string& name) {
  if (name.empty()) return -1;
  return csv.Column(name);
}

// Labels found in a column.
absl::Status CheckLabels(const Csv& csv, const std::string& column,
                         const std::vector<std::string>& labels) {
  if (labels.size() > kMostLabels)
    return absl::InvalidArgumentError(
        StrCat(csv.path, ": column '", column, "' has ", labels.size(),
               " distinct values, expected at most ", kMostLabels,
               " labels; is it the column of the labels?"));
  if (labels.size() >= 2) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(csv.path, ": column '", column,
                                           "' has the single value '", labels.front(),
                                           "'; training needs at least two labels"));
}

absl::Status UnknownLabel(const Csv& csv, int64_t row, const std::string& label,
                          const std::vector<std::string>& known) {
  std::string list;
  for (const std::string& name : known)
    list += (list.empty() ? "'" : ", '") + name + "'";
  return absl::InvalidArgumentError(
      StrCat(csv.Where(row), ": label '", label,
             "' was never seen in training; known labels: ", list));
}

// The number of what a row has in the column of the labels or domains: `what` it is.
absl::StatusOr<int> NumberOf(const Csv& csv, int64_t row, int column, const char* what,
                             const std::vector<std::string>& names,
                             const Indices& indices) {
  const std::string& value = csv.rows[row][column];
  if (value.empty())
    return absl::InvalidArgumentError(StrCat(csv.Where(row), ": empty ", what,
                                             " in column '", csv.header[column], "'"));
  const auto found = indices.find(value);
  if (found == indices.end()) return UnknownLabel(csv, row, value, names);
  return found->second;
}

}  // namespace

absl::StatusOr<TextDataset> LoadCsvDataset(const std::string& path,
                                           const CsvColumns& columns,
                                           const std::vector<std::string>& labels,
                                           const CsvOptions& options) {
  ASSIGN_OR_RETURN(const Csv csv, ReadCsv(path, options));
  return CsvDataset(csv, columns, labels);
}

absl::StatusOr<TextDataset> CsvDataset(const Csv& csv, const CsvColumns& columns,
                                       const std::vector<std::string>& labels) {
  ASSIGN_OR_RETURN(const int text, csv.Column(columns.text));
  ASSIGN_OR_RETURN(const int label, OptionalColumn(csv, columns.label));
  ASSIGN_OR_RETURN(const int pair, OptionalColumn(csv, columns.text_pair));
  ASSIGN_OR_RETURN(const int domain, OptionalColumn(csv, columns.domain));
  if (csv.rows.empty())
    return absl::InvalidArgumentError(
        StrCat(csv.path, " has a header and no rows; expected at least one"));

  TextDataset data;
  data.name = std::filesystem::path(csv.path).stem();
  data.labels = labels.empty() && label >= 0 ? DistinctValues(csv, label) : labels;
  data.domains =
      domain >= 0 ? DistinctValues(csv, domain) : std::vector<std::string>{data.name};
  data.pairs = pair >= 0;
  if (label >= 0 && labels.empty())
    RETURN_IF_ERROR(CheckLabels(csv, columns.label, data.labels));
  const Indices label_index = IndicesOf(data.labels),
                domain_index = IndicesOf(data.domains);
  for (int64_t i = 0; i < static_cast<int64_t>(csv.rows.size()); ++i) {
    const std::vector<std::string>& row = csv.rows[i];
    Example example{.text = row[text], .label = -1, .id = std::to_string(i)};
    if (pair >= 0) example.text_pair = row[pair];
    if (domain >= 0) {
      ASSIGN_OR_RETURN(example.domain,
                       NumberOf(csv, i, domain, "domain", data.domains, domain_index));
    }
    if (label >= 0) {
      ASSIGN_OR_RETURN(example.label,
                       NumberOf(csv, i, label, "label", data.labels, label_index));
    }
    data.examples.push_back(std::move(example));
  }
  return data;
}

}  // namespace graft
