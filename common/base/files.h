// Files: whole files read and written, with errors that name the path and the cause.
//
// A file is written beside its target, synced and renamed: whoever reads it sees the old
// contents or the new, never a part, whatever happens in between (full disk, kill).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace graft {

// The bytes of a regular file. NotFound if there is none; InvalidArgument for a folder, a
// pipe or a device.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// A regular file, opened to be read, and closed by the caller; errors as ReadFile's.
struct OpenFile {
  int descriptor;
  size_t size;  // 0 in /proc, whatever it holds
};
absl::StatusOr<OpenFile> OpenRegularFile(const std::string& path);

// What errno says, as "<what> <path>: <cause>".
absl::Status ErrnoError(std::string_view what, const std::string& path);

// A file written in pieces: what is appended replaces `path` at Commit, all or nothing; an
// AtomicFile that goes away without Commit leaves `path` as it was and nothing beside it.
class AtomicFile {
 public:
  // Its folder must exist.
  static absl::StatusOr<AtomicFile> Create(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  ~AtomicFile();

  absl::Status Append(std::string_view bytes);
  absl::Status Commit();

 private:
  explicit AtomicFile(const std::string& path);
  std::string path_, temporary_;
  int descriptor_ = -1;  // -1: committed, or moved away
};

// Replaces `path` by `bytes`, all or nothing. Its folder must exist.
absl::Status WriteFileAtomically(const std::string& path, std::string_view bytes);

// Creates the folder and those above it; OK if it is there.
absl::Status MakeFolder(const std::string& path);

// Lower-case hexadecimal SHA-256 of the bytes.
std::string Sha256Hex(std::string_view bytes);

}  // namespace graft
