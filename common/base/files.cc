#include "common/base/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "common/base/check.h"

namespace graft {
namespace {

absl::StatusOr<std::string> ReadAll(const OpenFile& file, const std::string& path) {
  std::string bytes(file.size + 1, '\0');  // one more, to see that the end is reached
  size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(2 * size);
    const ssize_t n = ::read(file.descriptor, bytes.data() + size, bytes.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoError("cannot read", path);
    if (n == 0) break;
    size += static_cast<size_t>(n);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

absl::Status ErrnoError(std::string_view what, const std::string& path) {
  const int code = errno;
  return absl::ErrnoToStatus(code, StrCat(what, " ", path));
}

absl::StatusOr<OpenFile> OpenRegularFile(const std::string& path) {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return ErrnoError("cannot read", path);
  struct stat info = {};
  absl::Status status;
  if (::fstat(descriptor, &info) != 0) {
    status = ErrnoError("cannot read", path);
  } else if (!S_ISREG(info.st_mode)) {
    status = absl::InvalidArgumentError(
        StrCat(path, S_ISDIR(info.st_mode) ? " is a folder" : " is not a regular file",
               "; expected a file"));
  }
  if (status.ok()) return OpenFile{descriptor, static_cast<size_t>(info.st_size)};
  ::close(descriptor);
  return status;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  ASSIGN_OR_RETURN(const OpenFile file, OpenRegularFile(path));
  absl::StatusOr<std::string> bytes = ReadAll(file, path);
  ::close(file.descriptor);
  return bytes;
}

AtomicFile::AtomicFile(const std::string& path) : path_(path) {
  static std::atomic<int> count = 0;  // two threads may write the same path
  temporary_ = StrCat(path, ".", ::getpid(), ".", count++, ".tmp");
  descriptor_ =
      ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

absl::StatusOr<AtomicFile> AtomicFile::Create(const std::string& path) {
  AtomicFile file(path);
  if (file.descriptor_ < 0) return ErrnoError("cannot create", file.temporary_);
  return file;
}

absl::Status AtomicFile::Append(std::string_view bytes) {
  CHECK_GE(descriptor_, 0) << path_ << " is already committed";
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoError("cannot write", temporary_);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return absl::OkStatus();
}

absl::Status AtomicFile::Commit() {
  CHECK_GE(descriptor_, 0) << path_ << " is already committed";
  if (::fsync(descriptor_) != 0) return ErrnoError("cannot sync", temporary_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0)
    return ErrnoError("cannot rename to", path_);
  ::close(
      std::exchange(descriptor_, -1));  // nothing is left that could fail to be written
  return absl::OkStatus();
}

absl::Status WriteFileAtomically(const std::string& path, std::string_view bytes) {
  ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::Create(path));
  RETURN_IF_ERROR(file.Append(bytes));
  return file.Commit();
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code) return absl::ErrnoToStatus(code.value(), "cannot create folder " + path);
  return absl::OkStatus();
}

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(),
                   nullptr));
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    char pair[3];
    std::snprintf(pair, sizeof pair, "%02x", digest[i]);
    hex += pair;
  }
  return hex;
}

}  // namespace graft
