#include "common/text/python_text.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace graft {

std::u32string PythonLower(std::string_view text) {
  icu::UnicodeString lower =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  lower.toLower(icu::Locale::getRoot());
  std::u32string points;
  points.reserve(static_cast<size_t>(lower.length()));
  for (int32_t i = 0; i < lower.length(); i = lower.moveIndex32(i, 1))
    points.push_back(static_cast<char32_t>(lower.char32At(i)));
  return points;
}

bool IsPythonWord(char32_t c) {
  constexpr uint32_t kNumbers = U_GC_ND_MASK | U_GC_NL_MASK | U_GC_NO_MASK;
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
  return c == '_' || (category & (U_GC_L_MASK | kNumbers)) != 0;
}

bool IsPythonSpace(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || (c >= 0x1C && c <= 0x1F);
}

std::vector<std::string> PythonSplit(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    const int32_t begin = at;
    UChar32 c;
    U8_NEXT_OR_FFFD(text.data(), at, size, c);
    const bool space = IsPythonSpace(static_cast<char32_t>(c));
    if (!space && !inside) words.emplace_back();
    if (!space) words.back() += text.substr(begin, at - begin);
    inside = !space;
  }
  return words;
}

std::string ToUtf8(std::u32string_view text) {
  std::string utf8;
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()))
      .toUTF8String(utf8);
}

}  // namespace graft
