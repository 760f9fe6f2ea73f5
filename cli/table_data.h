// TableData: labelled tables for training and evaluation, with a word on what was found.
//
// Errors:  those of common/data/csv.h and csv_dataset.h, with file, line and column.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/csv_dataset.h"
#include "common/data/example.h"

namespace graft::cli {

// A table's examples. Says on standard error if it holds bytes that are not UTF-8.
// `labels`: those of training; empty if this is the training data.
absl::StatusOr<TextDataset> LoadTable(const std::string& path,
                                      const CsvColumns& columns,
                                      const std::vector<std::string>& labels = {});

struct TrainingTables {
  TextDataset train, dev;
};

// Loads `data`, drops duplicates, and takes a tenth by hash of the text as dev unless there
// is a table for that. Says on standard error how many there are of what.
absl::StatusOr<TrainingTables> LoadTrainingTables(const std::string& data,
                                                  const std::string& dev,
                                                  const CsvColumns& columns);

}  // namespace graft::cli
