#include "algorithms/trees/ordered/ordered_container.h"

#include <gtest/gtest.h>

#include <functional>
#include <type_traits>

#include "algorithms/trees/ordered/ordered_map.h"
#include "algorithms/trees/ordered/ordered_set.h"
#include "tests/algorithms/trees/ordered/ordered_container_ref.h"

namespace graft::trees {
namespace {

template <class Use>
class OrderedContainerTest : public testing::Test {};
TYPED_TEST_SUITE(OrderedContainerTest, SearchTrees, TreeName);

TYPED_TEST(OrderedContainerTest, SetsAndMapsAnswerAlike) {
  OrderedSet<int, std::less<int>, TypeParam::template Tree> set;
  OrderedMap<int, int, std::less<int>, TypeParam::template Tree> map;
  EXPECT_TRUE(set.empty() && map.empty());
  EXPECT_TRUE(set.begin() == set.end() && map.begin() == map.end());
  for (int key = 0; key < 100; key += 2) {
    set.insert(key);
    map.try_emplace(key, -key);
  }
  for (int key = -1; key <= 100; ++key) {
    ASSERT_EQ(set.contains(key), map.contains(key));
    ASSERT_EQ(set.rank(key), map.rank(key));
    const auto [first, last] = map.equal_range(key);
    ASSERT_EQ(first == last, !set.contains(key));
    ASSERT_TRUE(first == map.end() || first->first == *set.lower_bound(key));
    ASSERT_TRUE(last == map.end() || last->first == *set.upper_bound(key));
  }
}

TYPED_TEST(OrderedContainerTest, HasTheStandardsNames) {
  using Set = OrderedSet<int, std::less<int>, TypeParam::template Tree>;
  static_assert(std::is_same_v<typename Set::key_type, int>);
  static_assert(std::is_same_v<typename Set::value_type, int>);
  static_assert(std::is_same_v<typename Set::key_compare, std::less<int>>);
  EXPECT_TRUE(Set().key_comp()(1, 2));
}

}  // namespace
}  // namespace graft::trees
