#include "algorithms/trees/ordered/b_plus_check.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

namespace graft::trees {
namespace {

struct NoMapped {};
using Levels = BPlusLevels<int, NoMapped, 4>;

// Two leaves, {1, 2} and {3, 4}, under one root.
class BPlusCheckTest : public testing::Test {
 protected:
  BPlusCheckTest() {
    levels_.MakeRoot();
    for (int i = 0; i < 4; ++i)
      levels_.Insert(*levels_.root.leaf, i, i + 1, {}, nullptr);
    levels_.HandleOverflow(nullptr);
    EXPECT_EQ(Check(), "");
  }

  std::string Check() {
    const std::less<int> compare;
    return BPlusCheck<int, NoMapped, 4, std::less<int>>(compare).Run(levels_);
  }

  // What is said while `place` has a wrong value.
  template <class T>
  std::string With(T& place, T wrong) {
    std::swap(place, wrong);
    const std::string said = Check();
    std::swap(place, wrong);
    return said;
  }

  static int& Slot(const int& key) { return const_cast<int&>(key); }

  Levels levels_;
};

TEST_F(BPlusCheckTest, NamesWhatIsWrong) {
  Levels::Inner& root = *levels_.root.inner;
  Levels::Leaf &left = *root.children[0].leaf, &right = *root.children[1].leaf;
  EXPECT_EQ(With(levels_.size, size_t{5}), "size is not the number of keys");
  EXPECT_EQ(With(levels_.first, &right), "first is not the first leaf");
  EXPECT_EQ(With(levels_.last, &left), "last is not the last leaf");
  EXPECT_EQ(With(root.counts[1], size_t{1}), "a count is wrong");
  EXPECT_EQ(With(Slot(root.keys[1]), 9), "padding or lines are wrong");
  EXPECT_EQ(With(Slot(left.keys[3]), 9), "padding or lines are wrong");
  EXPECT_EQ(With(left.n, 1u), "a node's fill is wrong");
  EXPECT_EQ(With(root.n, 1u), "a node's fill is wrong");
  EXPECT_EQ(With(Slot(left.keys[0]), 2), "keys do not rise");
  EXPECT_EQ(With(Slot(root.keys[0]), 1), "a key is above the separator after it");
  EXPECT_EQ(With(Slot(root.keys[0]), 3), "a key is not above the separator before it");
  EXPECT_EQ(With<Levels::Leaf*>(right.prev, nullptr),
            "a leaf is linked to a wrong one before it");
  EXPECT_EQ(With<Levels::Leaf*>(left.next, nullptr),
            "a leaf is linked to a wrong one after it");
  EXPECT_EQ(Check(), "");
}

}  // namespace
}  // namespace graft::trees
