#include "algorithms/trees/ordered/binary_links.h"

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <vector>

namespace graft::trees {
namespace {

// A tree whose nodes lie in `nodes`, in order.
struct Shape {
  std::deque<BinaryLinks> nodes;
  BinaryLinks header;
};

// Builds the subtree of n nodes whose first is `nodes[first]`; each choice picks a root.
BinaryLinks* Build(Shape& shape, BinaryLinks* parent, int first, int n,
                   uint64_t& choice) {
  if (n == 0) return nullptr;
  const int left = static_cast<int>(choice % n);
  choice /= n;
  BinaryLinks& node = shape.nodes[first + left];
  node.parent = parent;
  node.size = static_cast<uint32_t>(n);
  node.left = Build(shape, &node, first, left, choice);
  node.right = Build(shape, &node, first + left + 1, n - left - 1, choice);
  return &node;
}

// Each way to insert up to 7 keys, so every shape.
void ForEachShape(const std::function<void(Shape&, uint64_t choice)>& visit) {
  uint64_t orders = 1;
  for (int n = 0; n <= 7; ++n, orders *= static_cast<uint64_t>(n)) {
    for (uint64_t i = 0; i < orders; ++i) {
      Shape shape;
      shape.nodes.resize(n);
      uint64_t choice = i;
      shape.header.left = Build(shape, &shape.header, 0, n, choice);
      visit(shape, i);
    }
  }
}

std::vector<BinaryLinks*> InOrder(Shape& shape) {
  std::vector<BinaryLinks*> nodes;
  for (auto* node = Leftmost(&shape.header); node != &shape.header; node = Next(node)) {
    nodes.push_back(node);
  }
  return nodes;
}

TEST(BinaryLinks, WalksBothWaysAndCounts) {
  ForEachShape([](Shape& shape, uint64_t) {
    ASSERT_EQ(CheckLinks(&shape.header), "");
    const auto nodes = InOrder(shape);
    ASSERT_EQ(nodes.size(), shape.nodes.size());
    for (size_t i = 0; i < nodes.size(); ++i) {
      ASSERT_EQ(nodes[i], &shape.nodes[i]);
      ASSERT_EQ(Nth(shape.header.left, i), nodes[i]);
      ASSERT_EQ(Prev(i + 1 < nodes.size() ? nodes[i + 1] : &shape.header), nodes[i]);
    }
  });
}

TEST(BinaryLinks, RotatingKeepsTheOrderAndRotatingBackTheShape) {
  ForEachShape([](Shape& shape, uint64_t) {
    const auto before = InOrder(shape);
    for (BinaryLinks* node : before) {
      BinaryLinks* const parent = node->parent;
      if (IsHeader(parent)) continue;
      RotateUp(node);
      ASSERT_EQ(CheckLinks(&shape.header), "");
      ASSERT_EQ(InOrder(shape), before);
      ASSERT_EQ(parent->parent, node);
      RotateUp(parent);
      ASSERT_EQ(node->parent, parent);
    }
  });
}

TEST(BinaryLinks, UnlinksAnyNodeAndMovesNoOther) {
  ForEachShape([](Shape& shape, uint64_t choice) {
    for (size_t i = 0; i < shape.nodes.size(); ++i) {
      Shape less;
      less.nodes.resize(shape.nodes.size());
      uint64_t again = choice;
      less.header.left =
          Build(less, &less.header, 0, static_cast<int>(shape.nodes.size()), again);
      auto expected = InOrder(less);
      expected.erase(expected.begin() + static_cast<ptrdiff_t>(i));
      const Gap gap = Unlink(&less.nodes[i]);
      ASSERT_EQ(CheckLinks(&less.header), "");
      ASSERT_EQ(InOrder(less), expected);
      ASSERT_EQ(gap.left ? gap.parent->left : gap.parent->right, gap.child);
    }
  });
}

TEST(BinaryLinks, CheckNamesWhatIsWrong) {
  Shape shape;
  shape.nodes.resize(2);
  LinkLeaf(&shape.nodes[0], &shape.header, true);
  LinkLeaf(&shape.nodes[1], &shape.nodes[0], false);
  EXPECT_EQ(CheckLinks(&shape.header), "");
  shape.nodes[0].size = 3;
  EXPECT_NE(CheckLinks(&shape.header).find("size"), std::string::npos);
  shape.nodes[0].size = 2;
  shape.nodes[1].parent = &shape.header;
  EXPECT_NE(CheckLinks(&shape.header).find("another parent"), std::string::npos);
  shape.nodes[1].parent = &shape.nodes[0];
  shape.header.right = &shape.nodes[1];
  EXPECT_NE(CheckLinks(&shape.header), "");
}

TEST(BinaryLinksDeathTest, RefusesToCountBeyond32Bits) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Shape shape;
  shape.nodes.resize(2);
  LinkLeaf(&shape.nodes[0], &shape.header, true);
  shape.nodes[0].size = 0xffff'fffe;
  EXPECT_DEATH(LinkLeaf(&shape.nodes[1], &shape.nodes[0], false),
               "precondition failed");
}

}  // namespace
}  // namespace graft::trees
