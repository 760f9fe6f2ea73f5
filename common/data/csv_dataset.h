// LoadCsvDataset: a classification data set from a table.
//
// Idea:      Name the columns; labels are the distinct values of the label column, sorted,
//            unless they are given (from training), and then no other may occur. The id of
//            an example is its row number, from 0.
// Errors:    "file:line: …" for an empty label or domain, and for a label never seen in
//            training, with those that are known; NotFound for a missing column;
//            InvalidArgument for a table without rows, with fewer than two labels or more
//            than 1,000: that column holds something else, and a confusion matrix is the
//            square. Csv's errors.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/csv.h"
#include "common/data/example.h"

namespace graft {

struct CsvColumns {
  std::string text = "text";
  std::string label = "label";  // empty: no labels are read, every label is -1
  std::string text_pair = "";   // empty: single texts
  std::string domain = "";      // empty: one domain, named as the data set
};

// `labels`: those of training, in its order; empty if this is the training data.
absl::StatusOr<TextDataset> LoadCsvDataset(const std::string& path,
                                           const CsvColumns& columns,
                                           const std::vector<std::string>& labels = {},
                                           const CsvOptions& options = {});

// The same from a table in memory.
absl::StatusOr<TextDataset> CsvDataset(const Csv& csv, const CsvColumns& columns,
                                       const std::vector<std::string>& labels = {});

}  // namespace graft
