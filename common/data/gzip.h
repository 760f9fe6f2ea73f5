// Gunzip: the contents of a .gz file, whole, in memory.
//
// Idea:      zlib inflates member after member. A small file can claim to hold terabytes, so
//            the caller says how much it is ready to take.
// Errors:    InvalidArgument for bytes that are not gzip, a broken or truncated stream, a
//            wrong checksum; ResourceExhausted beyond `max_bytes`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace graft {

absl::StatusOr<std::string> Gunzip(std::string_view bytes,
                                   int64_t max_bytes = int64_t{1} << 30);

}  // namespace graft
