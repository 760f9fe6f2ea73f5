#include "cli/text_lines.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/base/json.h"
#include "common/text/basic_tokenizer.h"

namespace graft::cli {

// Reads until pending_ holds a whole line or the input ends.
absl::Status TextLines::Fill() {
  while (!at_end_) {
    const size_t before = pending_.size();
    constexpr size_t kChunk = 1 << 16;
    pending_.resize(before + kChunk);
    const ssize_t n = ::read(descriptor_, pending_.data() + before, kChunk);
    pending_.resize(before + (n > 0 ? n : 0));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return absl::ErrnoToStatus(errno, "cannot read standard input");
    at_end_ = n == 0;
    if (pending_.find('\n', before) != std::string::npos) break;
  }
  if (at_end_ && !pending_.empty() && pending_.back() != '\n') pending_ += '\n';
  return absl::OkStatus();
}

absl::StatusOr<TextLine> TextLines::Parse(std::string line) const {
  if (!json_) {
    if (line.ends_with('\r')) line.pop_back();
    return TextLine{std::move(line)};
  }
  ASSIGN_OR_RETURN(const Json json, ParseJson(line, StrCat("line ", line_)));
  if (json.is_string()) return TextLine{json.get<std::string>()};
  if (json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string())
    return TextLine{json[0].get<std::string>(), json[1].get<std::string>(), true};
  return absl::InvalidArgumentError(
      StrCat("line ", line_, ": expected a JSON string or an array of two, found ",
             DescribeJson(json)));
}

absl::StatusOr<std::vector<TextLine>> TextLines::Next() {
  RETURN_IF_ERROR(Fill());
  std::vector<TextLine> lines;
  size_t begin = 0;
  for (size_t end; (end = pending_.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    ++line_;
    RETURN_IF_ERROR(WithContext(CheckTextSize(end - begin), StrCat("line ", line_)));
    ASSIGN_OR_RETURN(TextLine line, Parse(pending_.substr(begin, end - begin)));
    lines.push_back(std::move(line));
  }
  pending_.erase(0, begin);
  return lines;
}

}  // namespace graft::cli
