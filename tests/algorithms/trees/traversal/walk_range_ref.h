// WalkRangeRef: what the tests of the depth-first walks share.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {

using Values = std::vector<int>;

// The lists of the subtrees put together: join(left, value, right), by the definition.
template <class Join>
Values DefinedWalk(const Node* root, Join join) {
  if (root == nullptr) return {};
  return join(DefinedWalk(root->left, join), Values{root->value},
              DefinedWalk(root->right, join));
}

inline Values Joined(const Values& a, const Values& b, const Values& c) {
  Values all = a;
  all.insert(all.end(), b.begin(), b.end());
  all.insert(all.end(), c.begin(), c.end());
  return all;
}

// For all small trees traversal(root) and recursive(root, visit) are the definition.
template <class Traversal, class Recursive, class Join>
void ExpectDefined(Traversal traversal, Recursive recursive, Join join) {
  for (const Tree& tree : AllShapesTo(8)) {
    const Values defined = DefinedWalk(tree.root, join);
    EXPECT_EQ(traversal(tree.root), defined) << FormatTree(tree.root);
    Values values;
    recursive(tree.root, [&](const Node* node) { values.push_back(node->value); });
    EXPECT_EQ(values, defined) << FormatTree(tree.root);
  }
}

template <class Range>
void ExpectWalksAMillionNodesInAChain() {
  for (const Turn turn : {Turn::kLeft, Turn::kRight, Turn::kZigzag}) {
    const Tree chain = Chain(1'000'000, turn);
    int64_t sum = 0;
    for (const int value : Range(chain)) sum += value;
    EXPECT_EQ(sum, 500'000'500'000);
  }
}

}  // namespace graft::trees
