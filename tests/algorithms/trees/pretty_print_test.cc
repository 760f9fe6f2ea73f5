#include "algorithms/trees/pretty_print.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

TEST(PrettyPrint, OnItsSide) {
  EXPECT_EQ(SidewaysPicture(ParseTree("[3,9,20,null,null,15,7]")->root),
            "3\n"
            "├─ 9\n"
            "└─ 20\n"
            "   ├─ 15\n"
            "   └─ 7\n");
  EXPECT_EQ(SidewaysPicture(ParseTree("[1,2,3,null,4,5]")->root),
            "1\n"
            "├─ 2\n"
            "│  └R 4\n"
            "└─ 3\n"
            "   └L 5\n");
  EXPECT_EQ(SidewaysPicture(nullptr), "(empty)\n");
}

TEST(PrettyPrint, Standing) {
  EXPECT_EQ(StandingPicture(ParseTree("[3,9,20,null,null,15,7]")->root),
            " 3\n"
            "9   20\n"
            "  15  7\n");
  EXPECT_EQ(StandingPicture(ParseTree("[1,-2]")->root), "  1\n-2\n");
  EXPECT_EQ(StandingPicture(nullptr), "(empty)\n");
}

// One line a node on its side; standing, one line a level and every value in it, unbroken.
TEST(PrettyPrint, EveryNodeOfEverySmallTreeIsThere) {
  for (const Tree& tree : AllShapesTo(7)) {
    if (tree.root == nullptr) continue;
    const std::string sideways = SidewaysPicture(tree.root);
    EXPECT_EQ(std::count(sideways.begin(), sideways.end(), '\n'), NodeCount(tree.root));
    const std::string standing = StandingPicture(tree.root);
    for (int value = 1; value <= NodeCount(tree.root); ++value) {
      EXPECT_NE(sideways.find(std::to_string(value)), std::string::npos);
      EXPECT_NE(standing.find(std::to_string(value)), std::string::npos);
    }
  }
}

TEST(PrettyPrint, AChainHasOneLineALevel) {
  const Tree chain = Chain(1000, Turn::kLeft);
  const std::string standing = StandingPicture(chain.root);
  EXPECT_EQ(std::count(standing.begin(), standing.end(), '\n'), 1000);
}

}  // namespace
}  // namespace graft::trees
