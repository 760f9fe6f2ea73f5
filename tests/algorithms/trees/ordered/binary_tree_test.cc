#include "algorithms/trees/ordered/binary_tree.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "tests/algorithms/trees/ordered/binary_links_ref.h"

namespace graft::trees {
namespace {

// Nodes stay where they are hung; Check can be told to complain.
struct Unbalanced {
  void AfterInsert(BinaryLinks*) {}
  void BeforeErase(BinaryLinks*) {}
  void AfterErase(const Gap&) {}
  std::string Check(const BinaryLinks*) const { return complaint; }
  std::string complaint;
};

// Counts how often it is asked.
struct Counting {
  bool operator()(int a, int b) const {
    ++*asked;
    return a < b;
  }
  std::shared_ptr<int> asked = std::make_shared<int>(0);
};

using Tree = BinaryTree<int, NoMapped, Counting, Unbalanced>;

TEST(BinaryTree, ComparesOnceALevelAndOnceForEquality) {
  const Counting compare;
  Tree tree(compare);
  for (const int key : {4, 2, 6, 1, 3, 5, 7}) tree.Insert(key);
  for (int key = 0; key <= 8; ++key) {
    *compare.asked = 0;
    tree.Find(key);
    EXPECT_LE(*compare.asked, 4);
    *compare.asked = 0;
    tree.Rank(key);
    EXPECT_LE(*compare.asked, 3);
  }
}

// Each new node climbs to the root: keys in order make a chain in linear time.
struct MoveToRoot : Unbalanced {
  void AfterInsert(BinaryLinks* node) {
    while (!IsHeader(node->parent)) RotateUp(node);
  }
};

TEST(BinaryTree, CopiesChecksAndFreesAChainOfAMillionNodes) {
  constexpr int kNodes = 1'000'000;
  BinaryTree<int, NoMapped, std::less<int>, MoveToRoot> chain;
  for (int key = 0; key < kNodes; ++key) chain.Insert(key);
  auto copy = chain;
  chain.Clear();
  EXPECT_EQ(chain.size(), 0u);
  EXPECT_EQ(copy.CheckInvariants(), "");
  EXPECT_EQ(copy.Nth(0).key(), 0);
  EXPECT_EQ(copy.Rank(kNodes), static_cast<size_t>(kNodes));
}

TEST(BinaryTree, EndStaysWhenTheTreeIsSwappedAway) {
  BinaryTree<int, NoMapped, std::less<int>, Unbalanced> a, b;
  const auto one = a.Insert(1).first;
  a.Swap(b);
  EXPECT_EQ(a.Begin(), a.End());
  EXPECT_EQ(b.Begin(), one);
  auto end = one;
  end.Next();
  EXPECT_EQ(end, b.End());
}

}  // namespace
}  // namespace graft::trees
