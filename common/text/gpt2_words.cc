#include "common/text/gpt2_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace graft {
namespace {

struct Range {
  char32_t first, last;
};
// Letters and numbers of Unicode 15.1 and 16, in order.
constexpr Range kNewLetters[] = {
    {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},   {0x105C0, 0x105F3},
    {0x10D4A, 0x10D65}, {0x10D6F, 0x10D85}, {0x10EC2, 0x10EC4}, {0x11380, 0x11389},
    {0x1138B, 0x1138B}, {0x1138E, 0x1138E}, {0x11390, 0x113B5}, {0x113B7, 0x113B7},
    {0x113D1, 0x113D1}, {0x113D3, 0x113D3}, {0x11BC0, 0x11BE0}, {0x13460, 0x143FA},
    {0x16100, 0x1611D}, {0x16D40, 0x16D6C}, {0x18CFF, 0x18CFF}, {0x1E5D0, 0x1E5ED},
    {0x1E5F0, 0x1E5F0}, {0x2EBF0, 0x2EE5D}};
constexpr Range kNewNumbers[] = {
    {0x10D40, 0x10D49}, {0x116D0, 0x116E3}, {0x11BF0, 0x11BF9}, {0x16130, 0x16139},
    {0x16D70, 0x16D79}, {0x1CCF0, 0x1CCF9}, {0x1E5F1, 0x1E5FA}};

template <size_t n>
bool IsIn(const Range (&ranges)[n], char32_t c) {
  const Range* after = std::upper_bound(
      std::begin(ranges), std::end(ranges), c,
      [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges && c <= after[-1].last;
}

Gpt2Class SlowClassOf(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const uint32_t category = U_GET_GC_MASK(point);
  if ((category & U_GC_L_MASK) != 0 || IsIn(kNewLetters, c)) return Gpt2Class::kLetter;
  if ((category & U_GC_N_MASK) != 0 || IsIn(kNewNumbers, c)) return Gpt2Class::kNumber;
  return u_isUWhiteSpace(point) ? Gpt2Class::kSpace : Gpt2Class::kOther;
}

// The character at `at`, and *size, its bytes.
Gpt2Class ClassAt(std::string_view text, size_t at, size_t* size) {
  const char* bytes = text.data() + at;
  const auto left = static_cast<int32_t>(std::min<size_t>(text.size() - at, 4));
  int32_t read = 0;
  UChar32 c;
  U8_NEXT(bytes, read, left, c);
  *size = static_cast<size_t>(read);
  return c < 0 ? Gpt2Class::kOther : Gpt2ClassOf(static_cast<char32_t>(c));
}

// Where the run of the class that begins at `begin` ends, and *last, its last character.
size_t RunEnd(std::string_view text, size_t begin, Gpt2Class kind, size_t* last) {
  size_t at = begin, size = 0;
  while (at < text.size() && ClassAt(text, at, &size) == kind) {
    *last = at;
    at += size;
  }
  return at;
}

size_t ContractionSize(std::string_view text) {
  for (const std::string_view end : {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"})
    if (text.starts_with(end)) return end.size();
  return 0;
}

}  // namespace

Gpt2Class Gpt2ClassOf(char32_t c) {
  static const auto ascii = [] {
    std::array<Gpt2Class, 0x80> classes;
    for (char32_t i = 0; i < classes.size(); ++i) classes[i] = SlowClassOf(i);
    return classes;
  }();
  return c < ascii.size() ? ascii[c] : SlowClassOf(c);
}

size_t Gpt2WordSize(std::string_view text) {
  if (text.empty()) return 0;
  if (const size_t size = ContractionSize(text); size > 0) return size;
  size_t size = 0, last = 0;
  const size_t begin =
      text[0] == ' ' && text.size() > 1 && ClassAt(text, 1, &size) != Gpt2Class::kSpace
          ? 1
          : 0;
  const Gpt2Class kind = ClassAt(text, begin, &size);
  const size_t end = RunEnd(text, begin, kind, &last);
  // \s+(?!\S): the last space of several stays for the word after them.
  const bool leave = kind == Gpt2Class::kSpace && end < text.size() && last > 0;
  return leave ? last : end;
}

}  // namespace graft
