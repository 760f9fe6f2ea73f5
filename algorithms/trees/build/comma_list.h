// CommaList: reads a text of tokens with commas between them, one after another.
//
// Source:    ours
// Idea:      the texts of the tree codecs have one grammar; a token keeps its position, so that
//            an error can name it.
// Contract:  Next only before AtEnd. A text has one token more than commas: the empty text is
//            one empty token.
// Invariant: next_ is where the next token begins, beyond the text if there is none
// Time:      O(1) a character
// Space:     O(1): tokens are views of the text
// Overflow:  an integer beyond 32 bits is an error with its position
// Pitfall:   blanks are part of a token, and no part of an integer.
// Tested:    tokens and positions, integers and what is none; death test at the end
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string_view>

#include "algorithms/precondition.h"
#include "algorithms/text/parsed.h"

namespace graft::trees {

struct Token {
  std::string_view text;
  size_t position;
};

class CommaList {
 public:
  explicit CommaList(std::string_view text) : text_(text) {}

  bool AtEnd() const { return next_ > text_.size(); }
  Token Next() {
    PRECONDITION(!AtEnd());
    const size_t begin = next_, end = std::min(text_.find(',', begin), text_.size());
    next_ = end + 1;
    return {text_.substr(begin, end - begin), begin};
  }

 private:
  std::string_view text_;
  size_t next_ = 0;
};

inline text::Parsed<int> IntegerOf(const Token& token) {
  const char* const end = token.text.data() + token.text.size();
  int value = 0;
  const auto [rest, error] = std::from_chars(token.text.data(), end, value);
  if (error == std::errc::invalid_argument || rest != end)
    return text::ParseError{token.position, "expected an integer"};
  if (error == std::errc::result_out_of_range)
    return text::ParseError{token.position, "the value does not fit 32 bits"};
  return value;
}

}  // namespace graft::trees
