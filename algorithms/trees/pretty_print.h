// PrettyPrint: a tree as a picture of text, on its side or standing.
//
// Source:    ours
// Idea:      on its side a tree of any size is printed without arithmetic: each node on a line
//            of its own, the left child above the right one, as a folder listing. Standing, a
//            node's column is its place in the order of the values, so nothing can collide.
// Contract:  any tree; the tree is not changed.
// Invariant: none
// Time:      O(n · depth) characters
// Space:     O(depth) beside the text
// Overflow:  none
// Pitfall:   a standing picture is as wide as all values together: for small trees.
// Tested:    pictures by hand; one line a node for all small trees; a chain
#pragma once

#include <string>

#include "algorithms/trees/tree.h"

namespace graft::trees {

// 3
// ├─ 9
// └─ 20
//    ├─ 15
//    └─ 7
// A single child says which one it is: "└L 5", "└R 5".
std::string SidewaysPicture(const Node* root);

//  3
// 9   20
//   15  7
std::string StandingPicture(const Node* root);

}  // namespace graft::trees
