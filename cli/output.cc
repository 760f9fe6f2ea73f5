#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cmath>

namespace graft::cli {
namespace {

template <class T>
void Append(std::string* out, T value) {
  char text[32];
  out->append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

}  // namespace

absl::Status WriteOut(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return absl::ErrnoToStatus(errno, "cannot write to standard output");
    text.remove_prefix(static_cast<size_t>(n));
  }
  return absl::OkStatus();
}

void AppendNumber(std::string* out, float value) {
  if (std::isfinite(value))
    Append(out, value);
  else
    *out += "null";
}

void AppendNumber(std::string* out, int64_t value) { Append(out, value); }

}  // namespace graft::cli
