// Gpt2Words: GPT-2's cut of a text into the words that a byte-level BPE then merges.
//
// Idea:      A word is a run of letters, of digits, or of other signs, with the blank
//            before it; an English contraction's end; or white space, whose last character
//            is left to the word that follows. Every byte is in exactly one word. The
//            released code says it as a regular expression; here it is a scanner, which
//            reads each character about twice, whatever the text.
// Paper:     Radford et al., "Language Models are Unsupervised Multitask Learners", 2019,
//            the released encoder.py:
//            's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// Time:      O(n) for a text of n bytes.
// Errors:    none; malformed UTF-8 counts as other signs.
// Differs:   none: the classes are those of Unicode 16, as in HF `tokenizers` 0.22.2; what
//            ICU 72 does not know yet is listed.
#pragma once

#include <cstddef>
#include <string_view>

namespace graft {

enum class Gpt2Class { kOther, kLetter, kNumber, kSpace };
Gpt2Class Gpt2ClassOf(char32_t c);

// Bytes of the first word of a text; 0 if it is empty.
size_t Gpt2WordSize(std::string_view text);

}  // namespace graft
