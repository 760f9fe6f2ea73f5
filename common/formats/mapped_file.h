// MappedFile: the bytes of a file in place, read from disk only where they are touched.
//
// Errors:  NotFound if there is none; InvalidArgument for what is not a regular file (a
//          folder, a pipe). Cutting a file short while it is mapped ends the program:
//          replace model files (as AtomicFile does), never overwrite them.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "common/base/status.h"

namespace graft {

class MappedFile {
 public:
  static absl::StatusOr<MappedFile> Open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  ~MappedFile();

  // The whole file, starting at a page boundary; stays where it is when this moves.
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> bytes_;
};

}  // namespace graft
