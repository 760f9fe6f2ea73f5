// LineFile: a file to which whole lines are appended, and which a kill cannot spoil.
//
// Idea:    A line goes out in one write to a file opened for appending, and is taken back
//          if it could not be written whole: a program that is killed loses at most the
//          line being written. Whoever reads the file drops a torn last line (no line end,
//          and no record); whoever goes on writing cuts it off first.
// Use:     ASSIGN_OR_RETURN(LineFile file, LineFile::Open(path));
//          ASSIGN_OR_RETURN(const std::string text, file.Read());
//          ASSIGN_OR_RETURN(const std::string torn, ForEachLine(text, path, take));
//          RETURN_IF_ERROR(file.Mend(text, torn));
//          RETURN_IF_ERROR(file.Append(DumpJson(record)));
// Errors:  the system's error, naming the path; InvalidArgument if it is no regular file;
//          ResourceExhausted where there is no room.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace graft {

// Calls `take` for every line and its place, "<what>:3", up to the first error. A last line
// that has no line end and that `take` refuses is torn: it is returned, and no error.
absl::StatusOr<std::string> ForEachLine(
    std::string_view text, std::string_view what,
    const std::function<absl::Status(std::string_view line, const std::string& where)>&
        take);

struct LineFileConfig {
  bool resume = true;  // false: what the file holds is thrown away
  bool sync = true;    // wait for the disk after each line
};

class LineFile {
 public:
  // Creates the file if there is none.
  static absl::StatusOr<LineFile> Open(const std::string& path,
                                       LineFileConfig config = {});
  LineFile(LineFile&& other) noexcept;
  ~LineFile();

  const std::string& path() const { return path_; }
  absl::StatusOr<std::string> Read() const;

  // Makes the file, which holds `text`, end with a whole line: cuts `torn` off, and says so
  // on standard error, or adds a missing line end.
  absl::Status Mend(const std::string& text, const std::string& torn);

  // Appends `line`, which has no line end, and a line end.
  absl::Status Append(const std::string& line);

 private:
  LineFile(std::string path, int descriptor, bool sync)
      : path_(std::move(path)), descriptor_(descriptor), sync_(sync) {}

  absl::Status Write(std::string_view bytes);

  std::string path_;
  int descriptor_;  // -1: moved away
  bool sync_;
};

}  // namespace graft
