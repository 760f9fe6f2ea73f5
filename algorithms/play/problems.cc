#include "algorithms/play/problems.h"

#include <algorithm>
#include <iterator>

#include "algorithms/play/problem_lists.h"

namespace graft::play {
namespace {

std::vector<Problem> Concatenated() {
  std::vector<Problem> all;
  for (auto list : {TraversalProblems, LevelOrderProblems, PropertiesProblems,
                    PathsProblems, BuildProblems, BstProblems, AnswersProblems})
    std::ranges::move(list(), std::back_inserter(all));
  return all;
}

}  // namespace

const std::vector<Problem>& AllProblems() {
  static const std::vector<Problem> all = Concatenated();
  return all;
}

const Problem* FindProblem(std::string_view name) {
  const auto found = std::ranges::find(AllProblems(), name, &Problem::slug);
  if (found != AllProblems().end()) return &*found;
  const std::string number = "LeetCode " + std::string(name) + " \"";
  const auto numbered =
      std::ranges::find_if(AllProblems(), [&](const Problem& problem) {
        return problem.source.find(number) != std::string::npos;
      });
  return numbered == AllProblems().end() ? nullptr : &*numbered;
}

}  // namespace graft::play
