// Parsed: a value that was read from text, or where and why the text is wrong.
//
// Source:    ours
// Idea:      a reader of text meets mistakes of others: they are values, not exceptions.
// Contract:  operator* and -> only where ok(); error() only where not.
// Invariant: holds exactly one of the two
// Time:      O(1)
// Space:     the larger of the two
// Overflow:  none
// Pitfall:   ask ok() first.
// Tested:    both sides, death tests of the wrong one
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "algorithms/precondition.h"

namespace graft::text {

struct ParseError {
  size_t position = 0;  // in bytes, from 0
  std::string reason;   // "expected ',' or ']', found 'x'"

  bool operator==(const ParseError&) const = default;
};

template <class T>
class Parsed {
 public:
  Parsed(T value) : either_(std::move(value)) {}
  Parsed(ParseError error) : either_(std::move(error)) {}

  bool ok() const { return either_.index() == 0; }
  T& operator*() {
    PRECONDITION(ok());
    return *std::get_if<0>(&either_);
  }
  const T& operator*() const {
    PRECONDITION(ok());
    return *std::get_if<0>(&either_);
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }
  const ParseError& error() const {
    PRECONDITION(!ok());
    return *std::get_if<1>(&either_);
  }

 private:
  std::variant<T, ParseError> either_;
};

}  // namespace graft::text
