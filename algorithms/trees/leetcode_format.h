// LeetCodeFormat: trees as LeetCode writes them: [4,1,6,0,2,null,7].
//
// Source:    LeetCode's examples; the builder that many study repositories get wrong
// Idea:      level by level, left to right; null stands for a missing child of a node that is
//            there, and a missing child has no children of its own to be listed.
// Contract:  ParseTree takes one list of integers of 32 bits and nulls that is such a listing;
//            trailing nulls may be there or not. FormatTree leaves them out, so that equal
//            trees have equal texts.
// Invariant: the queue holds the nodes whose children have not been read yet, in level order
// Time:      O(n)
// Space:     O(n): the literal is read first
// Overflow:  a value beyond 32 bits is an error with its position
// Pitfall:   the child of element i is not element 2i + 1: that holds in a full tree only.
// Tested:    the listings that break the usual builder, all trees to 8 nodes, fuzzed
#pragma once

#include <string>
#include <string_view>

#include "algorithms/text/literal.h"
#include "algorithms/trees/tree.h"

namespace graft::trees {

text::Parsed<Tree> ParseTree(std::string_view text);
text::Parsed<Tree> TreeOf(const text::Literal& literal);
// The value of one element of a listing that is not null.
text::Parsed<int> NodeValueOf(const text::Literal& element);

std::string FormatTree(const Node* root);

}  // namespace graft::trees
