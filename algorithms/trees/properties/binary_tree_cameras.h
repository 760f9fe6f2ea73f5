// BinaryTreeCameras: how few cameras see every node; one sees its node, parent and children.
//
// Source:    LeetCode 968 "Binary Tree Cameras", 监控二叉树
// Idea:      greedy from the leaves up: a camera stands as high as it can, at the parent of a
//            node that nothing below sees. Whatever a camera at that node would see of the
//            rest of the tree, one at its parent sees as well.
// Contract:  any tree; an empty one needs none.
// Invariant: below the node that a call was given all are seen, with the fewest cameras; with
//            as many the node itself is seen, or has a camera, wherever that is possible
// Time:      O(n)
// Space:     O(h) of the call stack, h the depth
// Overflow:  none
// Pitfall:   recursive: a chain of 10⁶ nodes is deeper than the call stack. The root has no
//            parent to see it: ask for it at the end.
// Tested:    examples; all subsets of nodes, for all trees to 8 nodes
#pragma once

#include "algorithms/trees/tree.h"

namespace graft::trees {
namespace internal {

enum class Watched { kUnseen, kSeen, kCamera };

inline Watched WatchFromBelow(const Node* root, int& cameras) {
  if (root == nullptr) return Watched::kSeen;
  const Watched left = WatchFromBelow(root->left, cameras);
  const Watched right = WatchFromBelow(root->right, cameras);
  if (left == Watched::kUnseen || right == Watched::kUnseen) {
    ++cameras;
    return Watched::kCamera;
  }
  const bool seen = left == Watched::kCamera || right == Watched::kCamera;
  return seen ? Watched::kSeen : Watched::kUnseen;
}

}  // namespace internal

inline int BinaryTreeCameras(const Node* root) {
  int cameras = 0;
  if (internal::WatchFromBelow(root, cameras) == internal::Watched::kUnseen) ++cameras;
  return cameras;
}

}  // namespace graft::trees
