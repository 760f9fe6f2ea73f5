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

const Problem* FindProblem(std::string_view slug) {
  const auto found = std::ranges::find(AllProblems(), slug, &Problem::slug);
  return found == AllProblems().end() ? nullptr : &*found;
}

}  // namespace graft::play
