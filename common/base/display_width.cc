#include "common/base/display_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace graft {
namespace {

// Columns of one code point; a negative one stands for an invalid byte.
int CodePointWidth(UChar32 c) {
  if (c < 0) return 1;
  constexpr uint32_t kNoWidth = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
  if (U_GET_GC_MASK(c) & kNoWidth) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Reads one code point at `*offset` and moves the offset behind it.
UChar32 NextCodePoint(std::string_view text, int32_t* offset) {
  UChar32 c;
  U8_NEXT(text.data(), *offset, static_cast<int32_t>(text.size()), c);
  return c;
}

}  // namespace

int DisplayWidth(std::string_view text) {
  int width = 0;
  for (int32_t i = 0; i < static_cast<int32_t>(text.size());)
    width += CodePointWidth(NextCodePoint(text, &i));
  return width;
}

std::string PadToWidth(std::string_view text, int columns, Align align) {
  const int room = columns - DisplayWidth(text);
  if (room <= 0) return std::string(text);
  const int left =
      align == Align::kLeft ? 0 : (align == Align::kRight ? room : room / 2);
  return std::string(left, ' ') + std::string(text) + std::string(room - left, ' ');
}

std::string CutToWidth(std::string_view text, int columns) {
  if (DisplayWidth(text) <= columns) return std::string(text);
  if (columns <= 0) return "";
  int width = 0;
  int32_t end = 0;
  for (int32_t i = 0; i < static_cast<int32_t>(text.size()); end = i) {
    width += CodePointWidth(NextCodePoint(text, &i));
    if (width > columns - 1) break;  // one column for the ellipsis
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace graft
