#include "algorithms/trees/properties/binary_tree_cameras.h"

#include <gtest/gtest.h>

#include <bit>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

// The smallest set of nodes that has every node or a neighbour of it.
int FewestCameras(const Node* root) {
  const std::vector<unsigned> neighbours = NeighbourSets(root);
  int fewest = static_cast<int>(neighbours.size());
  for (unsigned set = 0; set < 1u << neighbours.size(); ++set) {
    bool all = true;
    for (size_t i = 0; i < neighbours.size(); ++i)
      all = all && ((neighbours[i] | 1u << i) & set) != 0;
    if (all) fewest = std::min(fewest, std::popcount(set));
  }
  return fewest;
}

TEST(BinaryTreeCameras, Examples) {
  EXPECT_EQ(BinaryTreeCameras(ParseTree("[0,0,null,0,0]")->root), 1);
  EXPECT_EQ(BinaryTreeCameras(ParseTree("[0,0,null,0,null,0,null,null,0]")->root), 2);
  EXPECT_EQ(BinaryTreeCameras(ParseTree("[0]")->root), 1);
  EXPECT_EQ(BinaryTreeCameras(nullptr), 0);
}

TEST(BinaryTreeCameras, AsFewAsTheSmallestSetInEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8))
    EXPECT_EQ(BinaryTreeCameras(tree.root), FewestCameras(tree.root))
        << FormatTree(tree.root);
}

}  // namespace
}  // namespace graft::trees
