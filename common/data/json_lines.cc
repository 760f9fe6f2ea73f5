#include "common/data/json_lines.h"

#include <algorithm>
#include <string>

namespace graft {

absl::Status ForEachRecord(
    std::string_view jsonl, std::string_view name,
    const std::function<absl::Status(const Json&, int64_t)>& take) {
  for (int64_t number = 0; !jsonl.empty(); ++number) {
    const size_t end = std::min(jsonl.find('\n'), jsonl.size());
    const std::string where = StrCat(name, ":", number + 1);
    ASSIGN_OR_RETURN(const Json record, ParseJson(jsonl.substr(0, end), where));
    RETURN_IF_ERROR(WithContext(take(record, number), where));
    jsonl.remove_prefix(std::min(end + 1, jsonl.size()));
  }
  return absl::OkStatus();
}

}  // namespace graft
