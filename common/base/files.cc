#include "common/base/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "common/base/check.h"

namespace graft {
namespace {

absl::Status ErrnoError(std::string_view what, const std::string& path) {
  const int code = errno;
  return absl::ErrnoToStatus(code, StrCat(what, " ", path));
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return ErrnoError("cannot open", path);
  if (S_ISDIR(info.st_mode))
    return absl::InvalidArgumentError(StrCat(path, " is a folder; expected a file"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return ErrnoError("cannot open", path);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) return ErrnoError("cannot read", path);
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
