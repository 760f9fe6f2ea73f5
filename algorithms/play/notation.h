// Notation: how a parameter of each type is called, read from a literal, kept and shown.
//
// A type T takes part by a specialisation Notation<T> with
//   Name()        what the usage calls it: "integer", "[integer]", "tree"
//   Read(literal) -> text::Parsed<Kept>, the value that lives while the problem is solved
//   Pass(kept)    -> what the function is given
//   Show(value)   -> Literal
// A type that is only an argument, or only a result, leaves out the other half.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "algorithms/text/literal.h"

namespace graft::play {

using text::Literal;
using text::Parsed;
using text::ParseError;

inline ParseError Expected(const std::string& what, const Literal& found) {
  return {found.position, "expected " + what + ", found " + FormatLiteral(found)};
}

template <class T>
struct Notation;

// Values that are passed as they are kept.
template <class T>
struct PassedAsKept {
  using Kept = T;
  static T& Pass(T& kept) { return kept; }
};

template <std::integral T>
struct Notation<T> : PassedAsKept<T> {
  static std::string Name() { return "integer"; }
  static Parsed<T> Read(const Literal& literal) {
    using Limits = std::numeric_limits<T>;
    if (literal.kind != Literal::Kind::kInteger) return Expected(Name(), literal);
    if (!std::in_range<T>(literal.integer))
      return Expected("a number from " + std::to_string(Limits::min()) + " to " +
                          std::to_string(Limits::max()),
                      literal);
    return static_cast<T>(literal.integer);
  }
  static Literal Show(T value) {
    return {.kind = Literal::Kind::kInteger, .integer = static_cast<int64_t>(value)};
  }
};

template <>
struct Notation<bool> : PassedAsKept<bool> {
  static std::string Name() { return "true|false"; }
  static Parsed<bool> Read(const Literal& literal) {
    if (literal.kind != Literal::Kind::kBool) return Expected(Name(), literal);
    return literal.truth;
  }
  static Literal Show(bool value) {
    return {.kind = Literal::Kind::kBool, .truth = value};
  }
};

template <>
struct Notation<double> : PassedAsKept<double> {
  static std::string Name() { return "number"; }
  static Parsed<double> Read(const Literal& literal) {
    if (literal.kind == Literal::Kind::kReal) return literal.real;
    if (literal.kind != Literal::Kind::kInteger) return Expected(Name(), literal);
    return static_cast<double>(literal.integer);
  }
  static Literal Show(double value) {
    return {.kind = Literal::Kind::kReal, .real = value};
  }
};

template <>
struct Notation<std::string> : PassedAsKept<std::string> {
  static std::string Name() { return "\"text\""; }
  static Parsed<std::string> Read(const Literal& literal) {
    if (literal.kind != Literal::Kind::kText) return Expected(Name(), literal);
    return literal.text;
  }
  static Literal Show(const std::string& value) {
    return {.kind = Literal::Kind::kText, .text = value};
  }
};

template <class T>
struct Notation<std::vector<T>> : PassedAsKept<std::vector<T>> {
  static std::string Name() { return "[" + Notation<T>::Name() + "]"; }
  static Parsed<std::vector<T>> Read(const Literal& literal) {
    if (literal.kind != Literal::Kind::kList) return Expected(Name(), literal);
    std::vector<T> values;
    for (const Literal& element : literal.list) {
      auto value = Notation<T>::Read(element);
      if (!value.ok()) return value.error();
      values.push_back(std::move(*value));
    }
    return values;
  }
  static Literal Show(const std::vector<T>& values) {
    Literal shown = {.kind = Literal::Kind::kList};
    for (const auto& value : values) shown.list.push_back(Notation<T>::Show(value));
    return shown;
  }
};

}  // namespace graft::play
