#include "algorithms/play/play.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace graft::play {
namespace {

using testing::HasSubstr;

struct Outcome {
  int status;
  std::string out, err;
};

Outcome Command(const std::vector<std::string>& args) {
  std::ostringstream out, err;
  const int status = Play(args, out, err);
  return {status, out.str(), err.str()};
}

TEST(Play, ShowsTheTreeAndTheAnswer) {
  const Outcome outcome = Command({"max_depth", "[3,9,20,null,null,15,7]"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            " 3\n"
            "9   20\n"
            "  15  7\n"
            "\n"
            "max_depth([3,9,20,null,null,15,7]) = 3\n"
            "LeetCode 104 \"Maximum Depth of Binary Tree\", 二叉树的最大深度\n"
            "algorithms/trees/properties/max_depth.h\n");
}

TEST(Play, WideTreesLieOnTheirSide) {
  std::string chain = "[1";
  for (int i = 0; i < 90; ++i) chain += ",null,1";
  EXPECT_THAT(Command({"max_depth", chain + "]"}).out, HasSubstr("└R 1\n"));
}

TEST(Play, Lists) {
  EXPECT_THAT(Command({"--list"}).out, HasSubstr("max_depth <tree> -> integer\n"));
  EXPECT_THAT(Command({"--list", "leetcode 104"}).out, HasSubstr("最大深度"));
  EXPECT_THAT(Command({"--list", "no", "such"}).out, HasSubstr("no problem"));
  EXPECT_THAT(Command({"--help"}).out, HasSubstr("usage"));
}

TEST(Play, TakesNumbersAndBareWords) {
  EXPECT_THAT(Command({"117", "[1,2,3]"}).out, HasSubstr(" = [[1],[2,3]]\n"));
  EXPECT_THAT(Command({"unified_traversal", "[2,1,3]", "post"}).out,
              HasSubstr("([2,1,3], \"post\") = [1,3,2]\n"));
}

TEST(Play, LeavesOutLargePictures) {
  std::string chain = "[1";
  for (int i = 0; i < 5000; ++i) chain += ",null,1";
  EXPECT_LT(Command({"invert_tree", chain + "]"}).out.size(), 100'000u);
}

TEST(Play, SaysWhatIsWrong) {
  const std::pair<std::vector<std::string>, std::string> wrong[] = {
      {{}, "usage"},
      {{"max_dept"}, "there is no problem 'max_dept'"},
      {{"max_depth"}, "arguments: expected 1, found 0"},
      {{"max_depth", "[1,2"}, "argument 1, position 4: expected ',' or ']'"},
      {{"kth_smallest", "[5,9,1]", "1"}, "not a search tree"},
      {{"unified_traversal", "[1]", "up"}, "expected \"pre\", \"in\" or \"post\""},
      {{"max_depth", "3"}, "argument 1: expected a tree"},
      {{"max_depth", "[1,99999999999]"}, "does not fit 32 bits"},
  };
  for (const auto& [args, reason] : wrong) {
    const Outcome outcome = Command(args);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(reason));
  }
}

}  // namespace
}  // namespace graft::play
