#include "common/base/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "common/base/check.h"

namespace graft {
namespace {

absl::Status ErrnoError(std::string_view what, const std::string& path) {
  const int code = errno;
  return absl::ErrnoToStatus(code, StrCat(what, " ", path));
}

// Writes and syncs; on failure says why and leaves the descriptor open.
absl::Status WriteAll(int descriptor, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoError("cannot write", path);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  if (::fsync(descriptor) != 0) return ErrnoError("cannot sync", path);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return ErrnoError("cannot open", path);
  if (S_ISDIR(info.st_mode))
    return absl::InvalidArgumentError(
        StrCat(path, " is a folder; expected a file"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return ErrnoError("cannot open", path);
  std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (file.bad()) return ErrnoError("cannot read", path);
  return bytes;
}

absl::Status WriteFileAtomically(const std::string& path, std::string_view bytes) {
  const std::string temporary = StrCat(path, ".", ::getpid(), ".tmp");
  const int descriptor =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return ErrnoError("cannot create", temporary);
  absl::Status status = WriteAll(descriptor, temporary, bytes);
  if (::close(descriptor) != 0 && status.ok())
    status = ErrnoError("cannot close", temporary);
  if (status.ok() && ::rename(temporary.c_str(), path.c_str()) != 0)
    status = ErrnoError("cannot rename to", path);
  if (!status.ok()) ::unlink(temporary.c_str());
  return status;
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
