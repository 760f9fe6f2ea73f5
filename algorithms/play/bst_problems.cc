#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"

namespace graft::play {

std::vector<Problem> BstProblems() { return {}; }

}  // namespace graft::play
