// InsertIntoSearchTree: a value becomes a new leaf.
//
// Source:    LeetCode 701 "Insert into a Binary Search Tree", 二叉搜索树中的插入操作
// Idea:      search the value: the search ends at the one null link where it may hang without
//            anything else being moved. A pointer to that link needs no parent and no case for
//            the empty tree.
// Contract:  a search tree; a value that it has changes nothing.
// Invariant: the new tree is a search tree if the value hangs at link
// Time:      O(h), h the depth
// Space:     O(1)
// Overflow:  none
// Pitfall:   ascending values make a chain: then n insertions are O(n²).
// Tested:    examples; into every gap of all search trees to 8 nodes, and nothing that was there
//            has moved; below a chain of 10⁶ nodes
#pragma once

#include "algorithms/trees/bst/search_in_search_tree.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

inline void InsertIntoSearchTree(Tree& tree, int value) {
  Node** link = SearchLink(&tree.root, value);
  if (*link == nullptr) *link = tree.New(value);
}

}  // namespace graft::trees
