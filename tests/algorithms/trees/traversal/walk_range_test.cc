#include "algorithms/trees/traversal/walk_range.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/traversal/inorder_traversal.h"
#include "algorithms/trees/traversal/level_order_walk.h"
#include "algorithms/trees/traversal/postorder_traversal.h"
#include "algorithms/trees/traversal/preorder_traversal.h"

namespace graft::trees {
namespace {

template <class Range>
constexpr bool kIsInputView =
    std::ranges::input_range<Range>&& std::ranges::view<Range>;

static_assert(kIsInputView<PreOrder>);
static_assert(kIsInputView<InOrder>);
static_assert(kIsInputView<PostOrder>);
static_assert(kIsInputView<LevelOrder>);
static_assert(!std::is_constructible_v<InOrder, Tree&&>, "a dead tree is not walked");

constexpr auto kIsOdd = [](int value) { return value % 2 == 1; };

TEST(WalkRange, GoesIntoAlgorithms) {
  const auto tree = ParseTree("[4,2,6,1,3,5,7]");
  EXPECT_TRUE(std::ranges::is_sorted(ValuesOf(InOrder(*tree))));
  EXPECT_EQ(*std::ranges::find(LevelOrder(*tree), 6), 6);
  EXPECT_EQ(std::ranges::count_if(PostOrder(*tree), kIsOdd), 4);
}

#if !defined(__clang__) || \
    __clang_major__ >= 16  // before, Clang rejects libstdc++'s views
TEST(WalkRange, GoesIntoViews) {
  const auto tree = ParseTree("[4,2,6,1,3,5,7]");
  std::vector<int> odd;
  for (const int value :
       InOrder(*tree) | std::views::filter(kIsOdd) | std::views::take(3))
    odd.push_back(value);
  EXPECT_EQ(odd, (std::vector{1, 3, 5}));
}
#endif

TEST(WalkRange, EachBeginIsANewWalk) {
  const auto tree = ParseTree("[2,1,3]");
  const InOrder range(*tree);
  EXPECT_EQ(ValuesOf(range), ValuesOf(range));
  EXPECT_EQ(*range.begin(), 1);
}

TEST(WalkRange, OfNothingIsEmpty) {
  const Tree none;
  EXPECT_TRUE(PreOrder(none).begin() == PreOrder(none).end());
  EXPECT_TRUE(InOrder(none).begin() == InOrder(none).end());
  EXPECT_TRUE(PostOrder(none).begin() == PostOrder(none).end());
  EXPECT_TRUE(LevelOrder(none).begin() == LevelOrder(none).end());
}

TEST(WalkRange, GivesNodes) {
  const auto tree = ParseTree("[2,1,3]");
  EXPECT_EQ(InOrder(*tree).begin().node(), tree->root->left);
}

}  // namespace
}  // namespace graft::trees
