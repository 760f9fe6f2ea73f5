#include "algorithms/trees/level_order/connect_next_pointers.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/tree_shapes.h"

namespace graft::trees {
namespace {

// A copy with wrong next links; the nodes stay where they are.
class LinkedTree {
 public:
  explicit LinkedTree(const Node* root) { root_ = Copy(root); }
  LinkedNode* root() const { return root_; }

 private:
  LinkedNode* Copy(const Node* node) {
    if (node == nullptr) return nullptr;
    LinkedNode& copy = nodes_.emplace_back();
    copy = {node->value, Copy(node->left), Copy(node->right), &copy};
    return &copy;
  }

  std::deque<LinkedNode> nodes_;
  LinkedNode* root_;
};

// The nodes of each level, collected by recursion.
void Collect(const LinkedNode* root, size_t depth,
             std::vector<std::vector<const LinkedNode*>>& levels) {
  if (root == nullptr) return;
  if (depth == levels.size()) levels.emplace_back();
  levels[depth].push_back(root);
  Collect(root->left, depth + 1, levels);
  Collect(root->right, depth + 1, levels);
}

std::string Listing(const LinkedNode* root) {
  if (root == nullptr) return "-";
  return std::to_string(root->value) + Listing(root->left) + Listing(root->right);
}

TEST(ConnectNextPointers, LinksNeighboursOfEverySmallTree) {
  for (const Tree& tree : AllShapesTo(8)) {
    const LinkedTree linked(tree.root);
    const std::string before = Listing(linked.root());
    EXPECT_EQ(ConnectNextPointers(linked.root()), linked.root());
    EXPECT_EQ(Listing(linked.root()), before) << "only next may change";
    std::vector<std::vector<const LinkedNode*>> levels;
    Collect(linked.root(), 0, levels);
    for (auto& level : levels) {
      level.push_back(nullptr);
      for (size_t i = 0; i + 1 < level.size(); ++i)
        EXPECT_EQ(level[i]->next, level[i + 1]) << FormatTree(tree.root);
    }
  }
}

}  // namespace
}  // namespace graft::trees
