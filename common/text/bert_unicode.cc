#include "common/text/bert_unicode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "common/base/check.h"

namespace graft::bert_unicode {
namespace {

// Whether the character was assigned in this version of Unicode.
bool InVersion(char32_t c, uint8_t major) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  return age[0] <= major;
}

bool HasCategory(char32_t c, uint32_t mask) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

// Lower case given since ICU 72: every `step`-th of first … last moves by `delta`.
struct LowerRange {
  char32_t first, last;
  int32_t step, delta;
};
constexpr LowerRange kNewLower[] = {
    {0x1C89, 0x1C89, 1, 1},      {0xA7CB, 0xA7CB, 1, 0x264 - 0xA7CB},
    {0xA7CC, 0xA7DA, 2, 1},      {0xA7DC, 0xA7DC, 1, 0x19B - 0xA7DC},
    {0x10D50, 0x10D65, 1, 0x20}, {0x16EA0, 0x16EB8, 1, 0x1B},
};

const UNormalizer2* Nfd() {
  static const UNormalizer2* const nfd = [] {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2* instance = unorm2_getNFDInstance(&error);
    CHECK(U_SUCCESS(error)) << "ICU has no NFD data: " << u_errorName(error);
    return instance;
  }();
  return nfd;
}

}  // namespace

bool IsRemoved(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  if (c == 0xFFFD) return true;
  return HasCategory(c, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK) && InVersion(c, 8);
}

bool IsSpace(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) && !IsRemoved(c);
}

bool IsPunctuation(char32_t c) {
  if (c < 0x80) return HasCategory(c, U_GC_P_MASK | U_GC_S_MASK);
  if (c == 0x166D || c == 0x111C9) return true;  // since a symbol and a mark
  return HasCategory(c, U_GC_P_MASK) && InVersion(c, 8);
}

bool IsCjk(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B73F) ||
         (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool IsAccent(char32_t c) {
  if (c == 0x1734) return true;  // since a spacing mark
  if (c == 0x1885 || c == 0x1886 || c == 0xA9BD || c == 0x111C9) return false;
  return HasCategory(c, U_GC_MN_MASK) && InVersion(c, 8);
}

char32_t Lower(char32_t c) {
  for (const auto& [first, last, step, delta] : kNewLower)
    if (c >= first && c <= last && (c - first) % step == 0) return c + delta;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

Decomposition Decompose(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  UChar units[8];
  const int32_t length =
      InVersion(c, 9)
          ? unorm2_getDecomposition(Nfd(), static_cast<UChar32>(c), units, 8, &error)
          : -1;
  CHECK(U_SUCCESS(error)) << u_errorName(error);
  if (length < 0) return {{c}, 1};
  Decomposition out = {{}, 0};
  for (int32_t i = 0; i < length;) {
    CHECK_LT(out.size, 4);
    UChar32 part;
    U16_NEXT(units, i, length, part);
    out.c[out.size++] = static_cast<char32_t>(part);
  }
  return out;
}

uint8_t CombiningClass(char32_t c) {
  return InVersion(c, 9) ? u_getCombiningClass(static_cast<UChar32>(c)) : 0;
}

}  // namespace graft::bert_unicode
