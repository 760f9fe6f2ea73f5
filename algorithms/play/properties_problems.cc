#include "algorithms/play/problem_lists.h"
#include "algorithms/play/tree_notation.h"
#include "algorithms/trees/properties/max_depth.h"

namespace graft::play {

using namespace trees;

std::vector<Problem> PropertiesProblems() {
  return {
      MakeProblem("trees/properties/max_depth",
                  R"(LeetCode 104 "Maximum Depth of Binary Tree", 二叉树的最大深度)",
                  MaxDepth),
  };
}

}  // namespace graft::play
