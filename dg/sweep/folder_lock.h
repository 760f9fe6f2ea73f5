// FolderLock: a file that one process at a time holds, given back even if that is killed.
//
// Errors: FailedPrecondition while another process holds it; the system's error for the file.
#pragma once

#include <string>

#include "common/base/status.h"

namespace graft {

class FolderLock {
 public:
  // Creates the file if there is none; its folder must exist.
  static absl::StatusOr<FolderLock> Take(const std::string& path);
  FolderLock(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;  // -1: moved away
};

}  // namespace graft
