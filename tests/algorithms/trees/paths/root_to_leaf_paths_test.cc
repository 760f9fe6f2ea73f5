#include "algorithms/trees/paths/root_to_leaf_paths.h"

#include <gtest/gtest.h>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/small_trees.h"
#include "tests/algorithms/trees/properties/routes.h"

namespace graft::trees {
namespace {

std::vector<std::string> ByRoutes(const Node* root) {
  std::vector<std::string> paths;
  for (const std::vector<int>& way : ValuesToLeaves(root)) {
    std::string path;
    for (const int value : way)
      path += (path.empty() ? "" : "->") + std::to_string(value);
    paths.push_back(path);
  }
  return paths;
}

TEST(RootToLeafPaths, Examples) {
  EXPECT_EQ(RootToLeafPaths(ParseTree("[1,2,3,null,5]")->root),
            (std::vector<std::string>{"1->2->5", "1->3"}));
  EXPECT_EQ(RootToLeafPaths(ParseTree("[1]")->root), std::vector<std::string>{"1"});
  EXPECT_TRUE(RootToLeafPaths(nullptr).empty());
}

TEST(RootToLeafPaths, EverySmallTree) {
  ForEachSmallTree(6, {7, -10}, [](const Tree& tree) {
    EXPECT_EQ(RootToLeafPaths(tree.root), ByRoutes(tree.root)) << FormatTree(tree.root);
  });
}

}  // namespace
}  // namespace graft::trees
