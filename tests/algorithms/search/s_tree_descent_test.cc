#include "algorithms/search/s_tree_descent.h"

#include <gtest/gtest.h>

#include <vector>

namespace graft::search {
namespace {

template <class Key>
class STreeDescent : public testing::Test {};
using Keys = testing::Types<int32_t, int64_t>;
TYPED_TEST_SUITE(STreeDescent, Keys);

// A full tree of the keys 0, 2, 4, …, so that the largest below a child is plain.
template <class Key>
struct EvenTree {
  static constexpr size_t kKeys = kNodeKeys<Key>;
  struct alignas(64) Node {
    std::array<Key, kKeys> keys;
  };

  explicit EvenTree(int height) : rows(static_cast<size_t>(height) + 1) {
    size_t nodes = 1;
    for (std::vector<Node>& row : rows) {
      row.resize(nodes);
      nodes *= kKeys + 1;
    }
    size = kKeys * rows.back().size();
    size_t below = kKeys;  // keys below a child
    for (int i = height; i >= 0; --i) {
      for (size_t j = 0; j < rows[i].size(); ++j)
        for (size_t c = 0; c < kKeys; ++c)
          rows[i][j].keys[c] = static_cast<Key>(
              i == height ? 2 * (j * kKeys + c)
                          : 2 * ((j * (kKeys + 1) + c + 1) * below - 1));
      if (i < height) below *= kKeys + 1;
      layers[i] = rows[i].data()->keys.data();
    }
  }

  size_t size;
  std::vector<std::vector<Node>> rows;
  Layers<Key> layers{};
};

TYPED_TEST(STreeDescent, CountsTheEvenKeysBelow) {
  for (const Isa isa : kAllIsas) {
    if (!Supports(isa)) continue;
    for (int height = 0; height <= 2; ++height) {
      const EvenTree<TypeParam> tree(height);
      const Descent<TypeParam> descent = DescentOf<TypeParam>(isa, height);
      std::vector<TypeParam> keys;
      for (size_t key = 0; key < 2 * tree.size; ++key)
        keys.push_back(static_cast<TypeParam>(key));
      std::vector<size_t> ranks(keys.size(), 12345);
      descent.many(tree.layers, keys.data(), ranks.data(), keys.size());
      for (size_t key = 0; key < keys.size(); ++key) {
        ASSERT_EQ(descent.one(tree.layers, keys[key]), (key + 1) / 2);
        ASSERT_EQ(ranks[key], (key + 1) / 2);
      }
    }
  }
}

}  // namespace
}  // namespace graft::search
