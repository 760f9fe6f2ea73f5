// Problems: every problem there is, in the order of the chapters.
#pragma once

#include <string_view>
#include <vector>

#include "algorithms/play/problem.h"

namespace graft::play {

const std::vector<Problem>& AllProblems();

// By its slug or LeetCode's number; null if there is none.
const Problem* FindProblem(std::string_view name);

}  // namespace graft::play
