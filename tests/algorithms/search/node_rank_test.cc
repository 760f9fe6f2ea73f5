#include "algorithms/search/node_rank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace graft::search {
namespace {

template <class Key>
class NodeRank : public testing::Test {};
using Keys = testing::Types<int32_t, int64_t>;
TYPED_TEST_SUITE(NodeRank, Keys);

template <class Key>
struct alignas(64) Node {
  std::array<Key, kNodeKeys<Key>> keys;
};

template <class Kernel, class Key>
void ExpectCountsLess(const Node<Key>& node) {
  using Limits = std::numeric_limits<Key>;
  std::vector<Key> queries(node.keys.begin(), node.keys.end());
  for (const Key key : node.keys) {
    if (key > Limits::min()) queries.push_back(key - 1);
    if (key < Limits::max()) queries.push_back(key + 1);
  }
  queries.insert(queries.end(), {Limits::min(), Limits::max(), 0});
  for (const Key key : queries) {
    const auto less = std::count_if(node.keys.begin(), node.keys.end(),
                                    [key](Key other) { return other < key; });
    ASSERT_EQ(Kernel::Rank(node.keys.data(), key), static_cast<size_t>(less));
  }
}

template <class Key>
void ExpectAllKernelsCountLess(const Node<Key>& node) {
  ExpectCountsLess<PortableNode>(node);
  if (Supports(Isa::kAvx2)) ExpectCountsLess<Avx2Node>(node);
  if (Supports(Isa::kAvx512)) ExpectCountsLess<Avx512Node>(node);
}

TYPED_TEST(NodeRank, IsHowManyKeysAreLess) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 300; ++round) {
    // Ever fewer low bits: from keys all over the range to many duplicates.
    const int shift = round % (8 * sizeof(TypeParam));
    Node<TypeParam> node;
    for (TypeParam& key : node.keys) key = static_cast<TypeParam>(random()) >> shift;
    ExpectAllKernelsCountLess(node);  // the order of a node does not matter
    std::ranges::sort(node.keys);
    ExpectAllKernelsCountLess(node);
  }
}

TYPED_TEST(NodeRank, OfExtremes) {
  using Limits = std::numeric_limits<TypeParam>;
  for (size_t low = 0; low <= kNodeKeys<TypeParam>; ++low) {
    Node<TypeParam> node;
    node.keys.fill(Limits::max());
    std::fill_n(node.keys.begin(), low, Limits::min());
    ExpectAllKernelsCountLess(node);
  }
}

TEST(Isa, TheBestIsSupported) {
  EXPECT_TRUE(Supports(BestIsa()));
  EXPECT_TRUE(Supports(Isa::kPortable));
}

}  // namespace
}  // namespace graft::search
