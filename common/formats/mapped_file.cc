#include "common/formats/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace graft {
namespace {

absl::Status CannotRead(const std::string& path) {
  const int code = errno;
  return absl::ErrnoToStatus(code, StrCat("cannot read ", path));
}

absl::StatusOr<std::span<const std::byte>> Map(int descriptor,
                                               const std::string& path) {
  struct stat info;
  if (::fstat(descriptor, &info) != 0) return CannotRead(path);
  if (!S_ISREG(info.st_mode))
    return absl::InvalidArgumentError(
        StrCat(path, S_ISDIR(info.st_mode) ? " is a folder" : " is not a regular file",
               "; expected a file"));
  const auto size = static_cast<size_t>(info.st_size);
  if (size == 0) return std::span<const std::byte>();  // mmap refuses an empty range
  const void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED) return CannotRead(path);
  return std::span(static_cast<const std::byte*>(data), size);
}

}  // namespace

absl::StatusOr<MappedFile> MappedFile::Open(const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return CannotRead(path);
  const auto bytes = Map(descriptor, path);
  ::close(descriptor);  // the mapping keeps the file
  if (!bytes.ok()) return bytes.status();
  return MappedFile(*bytes);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace graft
