// Literal: the values that problems are written with: 3, -1.5, "ab", true, null, [1, [2]].
//
// Source:    ours; the notation of LeetCode's examples, a part of JSON
// Idea:      one small reader serves the command line, the cases of the tests and the trees.
// Contract:  ParseLiteral takes exactly one literal, with blanks around and inside. Integers
//            fit 64 bits; a number with '.' or an exponent is real. Strings have the escapes
//            \" \\ \/ \n \t and, as in JSON, no control character as it is: a text that
//            FormatLiteral shall write for ParseLiteral holds none but \n and \t. Lists nest at
//            most 200 deep; a text has at most 2²⁶ characters.
// Invariant: none
// Time:      O(n)
// Space:     O(n): no list has more elements than the text has characters
// Overflow:  an integer beyond 64 bits is an error, never another number
// Pitfall:   LeetCode prints null inside trees only; here it may stand anywhere.
// Tested:    examples, round trips of random literals, every prefix of a text, fuzzed
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/text/parsed.h"

namespace graft::text {

struct Literal {
  enum class Kind { kNull, kBool, kInteger, kReal, kText, kList };

  Kind kind = Kind::kNull;
  bool truth = false;
  int64_t integer = 0;
  double real = 0;
  std::string text = {};
  std::vector<Literal> list = {};
  size_t position = 0;  // where it began; not compared

  bool operator==(const Literal& other) const;
};

Parsed<Literal> ParseLiteral(std::string_view text);

// Without blanks, as LeetCode prints: [1,[2,null],"a"].
std::string FormatLiteral(const Literal& literal);

}  // namespace graft::text
