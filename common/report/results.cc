#include "common/report/results.h"

#include "common/base/files.h"

namespace graft {
namespace {

// Appends the line's record to `results`.
absl::Status ParseLine(std::string_view line, std::string_view what, Results* results) {
  ASSIGN_OR_RETURN(const Json json, ParseJson(line, what));
  const auto take = [&](auto record, auto* records) {
    if (record.ok()) records->push_back(*std::move(record));
    return WithContext(record.status(), what);
  };
  const absl::StatusOr<std::string> kind = GetString(json, "kind");
  if (!kind.ok()) return WithContext(kind.status(), what);
  if (*kind == "run") return take(RunFromJson(json), &results->runs);
  if (*kind == "cell") return take(CellFromJson(json), &results->cells);
  if (*kind == "claim") return take(ClaimFromJson(json), &results->claims);
  return absl::InvalidArgumentError(
      StrCat(what, ": kind ", DescribeJson(*kind),
             ": expected \"run\", \"cell\" or \"claim\""));
}

}  // namespace

absl::StatusOr<Results> ParseResults(std::string_view text, std::string_view what) {
  Results results;
  ASSIGN_OR_RETURN(
      results.dropped,
      ForEachLine(text, what, [&](std::string_view line, const std::string& where) {
        return ParseLine(line, where, &results);
      }));
  return results;
}

absl::StatusOr<Results> ReadResults(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return ParseResults(text, path);
}

const RunRecord* FindRun(const Results& results, std::string_view run) {
  for (const RunRecord& record : results.runs)
    if (record.run == run) return &record;
  return nullptr;
}

absl::StatusOr<std::unique_ptr<ResultsWriter>> ResultsWriter::Open(
    const std::string& path, LineFileConfig config) {
  ASSIGN_OR_RETURN(LineFile file, LineFile::Open(path, config));
  ASSIGN_OR_RETURN(const std::string text, file.Read());
  ASSIGN_OR_RETURN(Results earlier, ParseResults(text, path));
  RETURN_IF_ERROR(file.Mend(text, earlier.dropped));
  return std::unique_ptr<ResultsWriter>(
      new ResultsWriter(std::move(file), std::move(earlier)));
}

}  // namespace graft
