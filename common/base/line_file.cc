#include "common/base/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <utility>

#include "common/base/files.h"

namespace graft {

absl::StatusOr<std::string> ForEachLine(
    std::string_view text, std::string_view what,
    const std::function<absl::Status(std::string_view, const std::string&)>& take) {
  for (int64_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const absl::Status status = take(line, StrCat(what, ":", number));
    if (end == std::string_view::npos)
      return status.ok() ? std::string() : std::string(line);
    RETURN_IF_ERROR(status);
    text.remove_prefix(end + 1);
  }
  return std::string();
}

absl::StatusOr<LineFile> LineFile::Open(const std::string& path,
                                        LineFileConfig config) {
  const int flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
  const int descriptor =
      ::open(path.c_str(), flags | (config.resume ? 0 : O_TRUNC), 0644);
  if (descriptor < 0) return ErrnoError("cannot open", path);
  LineFile file(path, descriptor, config.sync);
  struct stat info;
  if (::fstat(descriptor, &info) != 0) return ErrnoError("cannot inspect", path);
  if (!S_ISREG(info.st_mode))
    return absl::InvalidArgumentError(path + " is not a regular file");
  return file;
}

LineFile::LineFile(LineFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      sync_(other.sync_) {}

LineFile::~LineFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

absl::StatusOr<std::string> LineFile::Read() const { return ReadFile(path_); }

absl::Status LineFile::Mend(const std::string& text, const std::string& torn) {
  if (text.empty() || text.back() == '\n') return absl::OkStatus();
  if (torn.empty()) return Write("\n");
  std::cerr << path_ << ": the last line is torn and is dropped: " << torn << "\n";
  const size_t whole = text.size() - torn.size();
  if (::ftruncate(descriptor_, static_cast<off_t>(whole)) != 0)
    return ErrnoError("cannot cut the torn last line off", path_);
  return absl::OkStatus();
}

absl::Status LineFile::Append(const std::string& line) { return Write(line + "\n"); }

absl::Status LineFile::Write(std::string_view bytes) {
  struct stat before;
  if (::fstat(descriptor_, &before) != 0) return ErrnoError("cannot inspect", path_);
  ssize_t written;
  do written = ::write(descriptor_, bytes.data(), bytes.size());
  while (written < 0 && errno == EINTR);
  if (written < 0) return ErrnoError("cannot write", path_);
  if (static_cast<size_t>(written) < bytes.size()) {
    // A part of a line: a full disk. Better none; if this fails too, the next reader
    // drops it.
    if (::ftruncate(descriptor_, before.st_size) != 0)
      return ErrnoError("cannot cut", path_);
    return absl::ResourceExhaustedError(StrCat("no room to write ", path_));
  }
  if (sync_ && ::fsync(descriptor_) != 0) return ErrnoError("cannot sync", path_);
  return absl::OkStatus();
}

}  // namespace graft
