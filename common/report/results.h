// Results: results.jsonl, written line by line while a paper runs and read back.
//
// Idea:    A run that is killed loses at most the line being written (line_file.h). On
//          resume a torn last line is dropped and reported; anything else that is wrong
//          is an error.
// Use:     ASSIGN_OR_RETURN(const auto writer, ResultsWriter::Open(path));
//          if (!FindRun(writer->earlier(), name)) RETURN_IF_ERROR(writer->Add(run));
// Errors:  InvalidArgument "path:line: …" for a bad line; the system's error for files.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/line_file.h"
#include "common/base/status.h"
#include "common/report/records.h"

namespace graft {

struct Results {
  std::vector<RunRecord> runs;
  std::vector<CellRecord> cells;
  std::vector<ClaimRecord> claims;
  std::string dropped;  // the torn last line, without its end; empty if there was none
};

// The records of the text of a results.jsonl; `what` begins the errors, usually the path.
absl::StatusOr<Results> ParseResults(std::string_view text, std::string_view what);
absl::StatusOr<Results> ReadResults(const std::string& path);

// The run of that name, or null.
const RunRecord* FindRun(const Results& results, std::string_view run);

class ResultsWriter {
 public:
  // Creates the file if there is none. On resume cuts a torn last line off, and says so on
  // standard error.
  static absl::StatusOr<std::unique_ptr<ResultsWriter>> Open(
      const std::string& path, LineFileConfig config = {});

  absl::Status Add(const RunRecord& record) { return AddLine(ToJson(record)); }
  absl::Status Add(const CellRecord& record) { return AddLine(ToJson(record)); }
  absl::Status Add(const ClaimRecord& record) { return AddLine(ToJson(record)); }

  // What the file held when it was opened.
  const Results& earlier() const { return earlier_; }

 private:
  ResultsWriter(LineFile file, Results earlier)
      : file_(std::move(file)), earlier_(std::move(earlier)) {}

  absl::Status AddLine(const Json& json) { return file_.Append(DumpJson(json)); }

  LineFile file_;
  Results earlier_;
};

}  // namespace graft
