#include "common/formats/mapped_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <utility>

#include "common/base/files.h"

namespace graft {
namespace {

absl::StatusOr<std::span<const std::byte>> Map(const OpenFile& file,
                                               const std::string& path) {
  if (file.size == 0)
    return std::span<const std::byte>();  // mmap refuses an empty range
  const void* data =
      ::mmap(nullptr, file.size, PROT_READ, MAP_PRIVATE, file.descriptor, 0);
  if (data == MAP_FAILED) return ErrnoError("cannot map", path);
  return std::span(static_cast<const std::byte*>(data), file.size);
}

}  // namespace

absl::StatusOr<MappedFile> MappedFile::Open(const std::string& path) {
  ASSIGN_OR_RETURN(const OpenFile file, OpenRegularFile(path));
  const auto bytes = Map(file, path);
  ::close(file.descriptor);  // the mapping keeps the file
  if (!bytes.ok()) return bytes.status();
  return MappedFile(*bytes);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace graft
