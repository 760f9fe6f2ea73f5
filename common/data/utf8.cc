#include "common/data/utf8.h"

#include <unicode/utf8.h>

namespace graft {

Utf8Text ValidUtf8(std::string_view bytes, InvalidUtf8 policy) {
  const int64_t n = static_cast<int64_t>(bytes.size());
  Utf8Text result;
  result.text.reserve(bytes.size());
  for (int64_t i = 0; i < n;) {
    const int64_t begin = i;
    UChar32 c;
    U8_NEXT(bytes, i, n, c);
    if (c >= 0) {
      result.text.append(bytes, begin, i - begin);
    } else {
      if (policy == InvalidUtf8::kReplace) result.text += "\xEF\xBF\xBD";
      ++result.invalid;
    }
  }
  return result;
}

}  // namespace graft
