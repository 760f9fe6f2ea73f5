// BertUnicode: the character classes that BERT's tokenizer distinguishes.
//
// Idea:    ICU knows the Unicode of its own version; models were trained, and are served,
//          with the frozen tables of HF `tokenizers`: categories of Unicode 8, normal
//          forms of Unicode 9, lower case of Unicode 17. Categories only ever gain
//          members, so "ICU's answer, if the character is old enough" is HF's answer, but
//          for the handful of characters that changed category, which are listed.
// Differs: from ICU as said above; equal to tokenizers 0.22.2 at every code point.
// Errors:  none; every function is total over code points 0 … 0x10FFFF.
#pragma once

#include <cstdint>

namespace graft::bert_unicode {

// Removed before anything else: NUL, U+FFFD, control, format, private use. Not \t \n \r.
bool IsRemoved(char32_t c);
// Separates words: White_Space that is not removed, and \t \n \r.
bool IsSpace(char32_t c);
// A word of its own: punctuation, and the ASCII symbols such as $ and ^.
bool IsPunctuation(char32_t c);
// A word of its own: CJK ideographs (not kana, not Hangul).
bool IsCjk(char32_t c);
// What strip_accents removes after decomposition: nonspacing marks.
bool IsAccent(char32_t c);

// The simple lower-case mapping; U+0130 İ, the one that becomes two, gives 'i'.
char32_t Lower(char32_t c);

// The full canonical decomposition (NFD) of one character.
struct Decomposition {
  char32_t c[4];
  int32_t size;  // 1 … 4
};
Decomposition Decompose(char32_t c);
// Canonical combining class: 0 for a character that starts a sequence.
uint8_t CombiningClass(char32_t c);

}  // namespace graft::bert_unicode
