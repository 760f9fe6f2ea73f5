// Problem: an algorithm with its name, ready to be run on literals.
//
// To register a problem, add a line to the list of its folder (properties_problems.cc …):
//   MakeProblem("trees/properties/max_depth",
//               R"(LeetCode 104 "Maximum Depth of Binary Tree", 二叉树的最大深度)", MaxDepth)
// The path names the header, its last part is the slug; the source is the card's; parameters
// and result have a Notation. Where the function takes or returns something else (a node, an
// oracle), pass a lambda of types that have one; it may return Parsed<T> to refuse arguments.
// A function that returns nothing has changed its first argument, which is shown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "algorithms/play/notation.h"

namespace graft::play {

struct Problem {
  std::string path;                     // of the header below algorithms/, without ".h"
  std::string source;                   // as its card says
  std::vector<std::string> parameters;  // the name of each one's type
  std::string result;
  std::function<Parsed<Literal>(const std::vector<Literal>&)> run;

  std::string slug() const { return path.substr(path.rfind('/') + 1); }
};

namespace internal {

template <class T>
using NotationOf = Notation<std::remove_cvref_t<T>>;

template <class T>
struct ResultOf {
  using Shown = NotationOf<T>;
  static Parsed<Literal> Show(const T& value) { return Shown::Show(value); }
};

template <class T>
struct ResultOf<Parsed<T>> {
  using Shown = NotationOf<T>;
  static Parsed<Literal> Show(const Parsed<T>& value) {
    if (!value.ok()) return value.error();
    return Shown::Show(*value);
  }
};

template <class Result, class... Args, size_t... I>
Parsed<Literal> Run(const std::function<Result(Args...)>& solve,
                    const std::vector<Literal>& given, std::index_sequence<I...>) {
  if (given.size() != sizeof...(Args))
    return ParseError{0, "arguments: expected " + std::to_string(sizeof...(Args)) +
                             ", found " + std::to_string(given.size())};
  auto read = std::make_tuple(NotationOf<Args>::Read(given[I])...);
  std::optional<ParseError> error;
  const auto check = [&error](size_t number, const auto& argument) {
    if (error || argument.ok()) return;
    const std::string which = "argument " + std::to_string(number + 1) + ": ";
    error = {argument.error().position, which + argument.error().reason};
  };
  (check(I, std::get<I>(read)), ...);
  if (error) return *error;
  if constexpr (std::is_void_v<Result>) {
    solve(NotationOf<Args>::Pass(*std::get<I>(read))...);
    using First = std::tuple_element_t<0, std::tuple<Args...>>;
    return NotationOf<First>::Show(NotationOf<First>::Pass(*std::get<0>(read)));
  } else {
    return ResultOf<Result>::Show(solve(NotationOf<Args>::Pass(*std::get<I>(read))...));
  }
}

template <class Result, class... Args>
Problem Make(std::string path, std::string source,
             std::function<Result(Args...)> solve) {
  Problem problem;
  problem.path = std::move(path);
  problem.source = std::move(source);
  problem.parameters = {NotationOf<Args>::Name()...};
  if constexpr (std::is_void_v<Result>)
    problem.result = problem.parameters.front();
  else
    problem.result = ResultOf<Result>::Shown::Name();
  problem.run = [solve = std::move(solve)](const std::vector<Literal>& given) {
    return Run(solve, given, std::index_sequence_for<Args...>());
  };
  return problem;
}

}  // namespace internal

template <class Function>
Problem MakeProblem(std::string path, std::string source, Function solve) {
  return internal::Make(std::move(path), std::move(source), std::function(solve));
}

}  // namespace graft::play
