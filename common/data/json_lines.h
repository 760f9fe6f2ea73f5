// ForEachRecord: the records of a JSON Lines file, one after another.
//
// Errors:    InvalidArgument "file:line: …" for a line that is not JSON (an empty one, too),
//            and with the same beginning for what `take` refuses.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "common/base/json.h"
#include "common/base/status.h"

namespace graft {

// Calls `take` with each record and its number, from 0, up to the first error. `name` is for
// messages. The last line may lack its line feed.
absl::Status ForEachRecord(
    std::string_view jsonl, std::string_view name,
    const std::function<absl::Status(const Json& record, int64_t number)>& take);

}  // namespace graft
