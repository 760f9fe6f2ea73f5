// ProblemLists: the problems of each folder; the list X stands in X_problems.cc.
#pragma once

#include <vector>

#include "algorithms/play/problem.h"

namespace graft::play {

std::vector<Problem> TraversalProblems();
std::vector<Problem> LevelOrderProblems();
std::vector<Problem> PropertiesProblems();
std::vector<Problem> PathsProblems();
std::vector<Problem> BuildProblems();
std::vector<Problem> BstProblems();
std::vector<Problem> AnswersProblems();

}  // namespace graft::play
