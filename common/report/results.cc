#include "common/report/results.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

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
  for (int number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const absl::Status status = ParseLine(line, StrCat(what, ":", number), &results);
    if (end == std::string_view::npos) {
      if (!status.ok()) results.dropped = line;
      break;
    }
    RETURN_IF_ERROR(status);
    text.remove_prefix(end + 1);
  }
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
    const std::string& path, ResultsWriterConfig config) {
  const int flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
  const int descriptor =
      ::open(path.c_str(), flags | (config.resume ? 0 : O_TRUNC), 0644);
  if (descriptor < 0) return ErrnoError("cannot open", path);
  std::unique_ptr<ResultsWriter> writer(
      new ResultsWriter(path, descriptor, config.sync));
  RETURN_IF_ERROR(writer->TakeEarlier());
  return writer;
}

ResultsWriter::~ResultsWriter() { ::close(descriptor_); }

// Reads what is there and leaves the file ending with a whole line.
absl::Status ResultsWriter::TakeEarlier() {
  struct stat info;
  if (::fstat(descriptor_, &info) != 0) return ErrnoError("cannot inspect", path_);
  if (!S_ISREG(info.st_mode))
    return absl::InvalidArgumentError(path_ + " is not a regular file");
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path_));
  ASSIGN_OR_RETURN(earlier_, ParseResults(text, path_));
  if (text.empty() || text.back() == '\n') return absl::OkStatus();
  if (earlier_.dropped.empty()) return Append("\n");
  std::cerr << path_ << ": the last line is torn and is dropped: " << earlier_.dropped
            << "\n";
  const size_t whole = text.size() - earlier_.dropped.size();
  if (::ftruncate(descriptor_, static_cast<off_t>(whole)) != 0)
    return ErrnoError("cannot cut the torn last line off", path_);
  return absl::OkStatus();
}

absl::Status ResultsWriter::AddLine(const Json& json) {
  return Append(DumpJson(json) + "\n");
}

absl::Status ResultsWriter::Append(std::string_view bytes) {
  struct stat before;
  if (::fstat(descriptor_, &before) != 0) return ErrnoError("cannot inspect", path_);
  ssize_t written;
  do written = ::write(descriptor_, bytes.data(), bytes.size());
  while (written < 0 && errno == EINTR);
  if (written < 0) return ErrnoError("cannot write", path_);
  if (static_cast<size_t>(written) < bytes.size()) {
    // A part of a line: a full disk. Better none; if this fails too, resuming drops it.
    if (::ftruncate(descriptor_, before.st_size) != 0)
      return ErrnoError("cannot cut", path_);
    return absl::ResourceExhaustedError(StrCat("no room to write ", path_));
  }
  if (sync_ && ::fsync(descriptor_) != 0) return ErrnoError("cannot sync", path_);
  return absl::OkStatus();
}

}  // namespace graft
