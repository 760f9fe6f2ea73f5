// PythonText: Python's lower(), \w and white space, by which reference scripts cut text.
//
// Errors:  none; malformed UTF-8 is U+FFFD.
// Differs: Unicode is ICU's (15), Python 3.11's is 14.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace graft {

// str.lower(), with its special cases (İ, the last ς of a word), as code points.
std::u32string PythonLower(std::string_view text);

// \w of the module re: str.isalnum(), which takes in every kind of number, or "_".
bool IsPythonWord(char32_t c);
// str.isspace(), which str.split() cuts at.
bool IsPythonSpace(char32_t c);

std::string ToUtf8(std::u32string_view text);

// str.split(): the runs of characters that are no white space.
std::vector<std::string> PythonSplit(std::string_view text);

}  // namespace graft
