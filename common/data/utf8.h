// ValidUtf8: any bytes made valid UTF-8, so that nothing later has to ask.
//
// Idea:      Real corpora hold bytes of other encodings. Each maximal ill-formed part (the
//            Unicode standard's recommended practice, section 3.9; what Python's decoder
//            does) is replaced by one U+FFFD, or dropped, and counted.
// Errors:    none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace graft {

enum class InvalidUtf8 { kReplace, kDrop };

struct Utf8Text {
  std::string text;
  int64_t invalid = 0;  // ill-formed parts replaced or dropped
};

Utf8Text ValidUtf8(std::string_view bytes, InvalidUtf8 policy);

}  // namespace graft
