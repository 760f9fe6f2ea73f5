#include "dg/sweep/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/base/files.h"

namespace graft {

absl::StatusOr<FolderLock> FolderLock::Take(const std::string& path) {
  const int descriptor = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (descriptor < 0) return ErrnoError("cannot open", path);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return FolderLock(descriptor);
  const bool held = errno == EWOULDBLOCK;
  const absl::Status status = ErrnoError("cannot lock", path);
  close(descriptor);
  if (!held) return status;
  return absl::FailedPreconditionError(StrCat(
      path,
      ": another process works on this shard; wait for it, or name another shard"));
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace graft
