#include "algorithms/trees/ordered/ordered_container.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <concepts>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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
  using Map = OrderedMap<int, char, std::less<int>, TypeParam::template Tree>;
  static_assert(std::is_same_v<typename Set::key_type, int>);
  static_assert(std::is_same_v<typename Set::value_type, int>);
  static_assert(std::is_same_v<typename Set::reference, const int&>);
  static_assert(std::is_same_v<typename Set::key_compare, std::less<int>>);
  static_assert(std::is_same_v<typename Map::value_type, std::pair<int, char>>);
  static_assert(std::is_same_v<typename Map::mapped_type, char>);
  EXPECT_TRUE(Set().key_comp()(1, 2));
  EXPECT_TRUE(Set().value_comp()(1, 2));
  const typename Map::value_compare less = Map().value_comp();
  EXPECT_TRUE(less(std::pair(1, 'z'), std::pair(2, 'a')));
  EXPECT_FALSE(less(std::pair(1, 'a'), std::pair(1, 'z')));
  EXPECT_GE(Set::max_size(), 0xfffffffe);
  EXPECT_EQ(Set::max_size(), Map::max_size());
}

TYPED_TEST(OrderedContainerTest, IsMadeFromRanges) {
  using Set = OrderedSet<int, std::greater<int>, TypeParam::template Tree>;
  using Map = OrderedMap<int, int, std::less<int>, TypeParam::template Tree>;
  std::istringstream numbers("1 3 2 3");
  const Set set(std::istream_iterator<int>(numbers), std::istream_iterator<int>{});
  EXPECT_TRUE(std::ranges::equal(set, std::vector{3, 2, 1}));
  const std::map<int, int> model = {{1, 10}, {2, 20}};
  const Map map(model.begin(), model.end());
  EXPECT_EQ(map, (Map{{2, 20}, {1, 10}}));
  EXPECT_EQ((std::map<int, int>(map.begin(), map.end())), model);
}

TYPED_TEST(OrderedContainerTest, IsMadeFromARangeAndAComparator) {
  using Compare = std::function<bool(int, int)>;
  const Compare by_digit = [](int a, int b) { return a % 10 < b % 10; };
  const std::vector<int> keys = {15, 21, 45, 30};
  const OrderedSet<int, Compare, TypeParam::template Tree> set(keys.begin(), keys.end(),
                                                               by_digit);
  EXPECT_TRUE(std::ranges::equal(set, std::vector{30, 21, 15}));
  EXPECT_FALSE(set.value_comp()(11, 21));
}

TYPED_TEST(OrderedContainerTest, WalksBothWaysAlsoWhenConst) {
  OrderedMap<int, int, std::less<int>, TypeParam::template Tree> map;
  EXPECT_TRUE(map.cbegin() == map.cend() && map.crbegin() == map.crend());
  for (int key = 0; key < 100; ++key) map.emplace(key, -key);
  EXPECT_EQ(map.rbegin()->first, 99);
  map.rbegin()->second = 7;
  EXPECT_EQ(map.crbegin()->second, 7);
  EXPECT_EQ(std::prev(map.rend())->first, map.cbegin()->first);
  int key = 100;
  for (auto at = map.crbegin(); at != map.crend(); ++at) ASSERT_EQ(at->first, --key);
  EXPECT_EQ(key, 0);
}

TYPED_TEST(OrderedContainerTest, TakesElementsInTheStandardsWays) {
  OrderedSet<std::string, std::less<std::string>, TypeParam::template Tree> set;
  set.insert({"b", "a", "b"});
  EXPECT_EQ(*set.insert(set.end(), "c"), "c");
  EXPECT_EQ(*set.insert(set.begin(), std::string("c")), "c");
  EXPECT_TRUE(set.emplace(2, 'd').second);
  EXPECT_FALSE(set.emplace(2, 'd').second);
  EXPECT_EQ(*set.emplace_hint(set.begin(), "e"), "e");
  const std::vector<std::string> more = {"g", "f"};
  std::ranges::copy(more, std::inserter(set, set.end()));
  EXPECT_TRUE(std::ranges::equal(
      set, std::vector<std::string>{"a", "b", "c", "dd", "e", "f", "g"}));
}

TYPED_TEST(OrderedContainerTest, ErasesRanges) {
  OrderedSet<int, std::less<int>, TypeParam::template Tree> set;
  for (int key = 0; key < 1000; ++key) set.insert(key);
  EXPECT_EQ(*set.erase(set.find(3), set.find(3)), 3) << "nothing";
  EXPECT_EQ(*set.erase(set.find(100), set.find(900)), 900);
  EXPECT_EQ(set.size(), 200u);
  auto after = set.erase(set.find(950), set.end());
  EXPECT_EQ(after, set.end());
  EXPECT_EQ(set.CheckInvariants(), "");
  EXPECT_EQ(erase_if(set, [](int key) { return key % 2; }), 75u);
  EXPECT_EQ(*set.nth(50), 900);
  after = set.erase(set.cbegin(), set.cend());
  EXPECT_EQ(after, set.end());
  EXPECT_TRUE(set.empty());
}

TYPED_TEST(OrderedContainerTest, ComparesInLexicographicalOrder) {
  using Set = OrderedSet<std::string, std::less<std::string>, TypeParam::template Tree>;
  EXPECT_LT((Set{"a", "b"}), (Set{"a", "c"}));
  EXPECT_LT((Set{"a"}), (Set{"b", "a"}));
  EXPECT_GE((Set{"b"}), (Set{"b"}));
  using Map = OrderedMap<int, double, std::less<int>, TypeParam::template Tree>;
  EXPECT_LT((Map{{1, 0.5}}), (Map{{1, 0.75}}));
  EXPECT_EQ((Map{{1, NAN}} <=> Map{{1, 0.}}), std::partial_ordering::unordered);
}

struct Unordered {
  bool operator==(const Unordered&) const = default;
};

TYPED_TEST(OrderedContainerTest, HasNoOrderWhereItsElementsHaveNone) {
  using Map = OrderedMap<int, Unordered, std::less<int>, TypeParam::template Tree>;
  static_assert(std::equality_comparable<Map>);
  static_assert(!std::three_way_comparable<Map>);
}

// Swapping exchanges the nodes: no key is moved.
TYPED_TEST(OrderedContainerTest, IsSwappedByEachOfTheStandardsWays) {
  using Set = OrderedSet<int, std::less<int>, TypeParam::template Tree>;
  Set a = {1, 2}, b = {3};
  const auto one = a.begin();
  swap(a, b);
  EXPECT_EQ(b.begin(), one);
  std::ranges::swap(a, b);
  EXPECT_EQ(a.begin(), one);
  a.swap(b);
  EXPECT_EQ(b.begin(), one);
}

// Anything converts to it, iterators, too.
struct Greedy {
  Greedy() = default;
  template <class T>
  requires(!std::same_as<T, Greedy>) Greedy(const T&) {}
  bool operator<(const Greedy& other) const { return number < other.number; }
  int number = 0;
};

TYPED_TEST(OrderedContainerTest, ErasesAtIteratorsThoughTheyConvertToKeys) {
  OrderedMap<Greedy, int, std::less<Greedy>, TypeParam::template Tree> map;
  map[Greedy()] = 1;
  map.erase(map.begin());
  EXPECT_TRUE(map.empty());
  map[Greedy()] = 2;
  map.erase(map.cbegin());
  EXPECT_TRUE(map.empty());
}

TEST(OrderedContainer, DeducesItsTypesFromWhatItIsMadeOf) {
  OrderedSet set = {3, 1, 2};
  static_assert(std::is_same_v<decltype(set), OrderedSet<int>>);
  OrderedSet copied(set.rbegin(), set.rend());
  EXPECT_EQ(copied, set);
  OrderedMap map = {std::pair(1, 'a'), std::pair(2, 'b')};
  static_assert(std::is_same_v<decltype(map), OrderedMap<int, char>>);
  const std::map<int, char> model(map.begin(), map.end());
  EXPECT_EQ(OrderedMap(model.begin(), model.end()), map);
}

}  // namespace
}  // namespace graft::trees
