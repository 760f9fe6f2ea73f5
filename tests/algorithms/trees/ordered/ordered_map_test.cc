#include "algorithms/trees/ordered/ordered_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/algorithms/trees/ordered/ordered_container_ref.h"

namespace graft::trees {
namespace {

template <class Use>
class OrderedMapTest : public testing::Test {
 protected:
  template <class Key, class Value>
  using Map = OrderedMap<Key, Value, std::less<Key>, Use::template Tree>;
};

TYPED_TEST_SUITE(OrderedMapTest, SearchTrees, TreeName);

template <class Map, class Model>
bool Same(const Map& map, const Model& model) {
  return map.size() == model.size() &&
         std::equal(model.begin(), model.end(), map.begin(),
                    [](auto& a, const auto& b) {
                      return a.first == b.first && a.second == b.second;
                    });
}

TYPED_TEST(OrderedMapTest, ValuesAreWrittenThroughItsIterators) {
  typename TestFixture::template Map<int, int> map = {{2, 20}, {1, 10}, {2, 99}};
  for (auto [key, value] : map) value += key;
  map.find(2)->second *= 2;
  EXPECT_TRUE(Same(map, std::map<int, int>{{1, 11}, {2, 44}}));
  EXPECT_EQ(map.at(1), 11);
  EXPECT_EQ(std::as_const(map).at(2), 44);
  EXPECT_EQ(map.nth(1)->first, 2);
  EXPECT_EQ(map.rank(2), 1u);
}

TYPED_TEST(OrderedMapTest, IsABidirectionalRange) {
  using Map = typename TestFixture::template Map<int, int>;
  static_assert(std::ranges::bidirectional_range<Map>);
  static_assert(std::ranges::bidirectional_range<const Map>);
  using MovingMap = typename TestFixture::template Map<int, std::unique_ptr<int>>;
  static_assert(std::ranges::bidirectional_range<MovingMap>);
  static_assert(std::ranges::bidirectional_range<const MovingMap>);
  static_assert(
      std::convertible_to<typename Map::iterator, typename Map::const_iterator>);
  static_assert(
      !std::convertible_to<typename Map::const_iterator, typename Map::iterator>);
  Map map = {{1, 2}};
  const typename Map::const_iterator at = map.begin();
  EXPECT_EQ(at->second, 2);
  EXPECT_EQ(std::as_const(map).find(1), at);
}

TYPED_TEST(OrderedMapTest, WhatIsCopiedOutStays) {
  std::vector<std::pair<std::string, std::string>> copied;
  {
    typename TestFixture::template Map<std::string, std::string> map;
    map["a key that is too long to be kept in place"] = "and a value as long as that";
    std::vector deduced(map.begin(), map.end());
    static_assert(std::is_same_v<decltype(deduced), decltype(copied)>);
    std::ranges::copy(std::as_const(map), std::back_inserter(copied));
    EXPECT_EQ(deduced, copied);
    copied = std::move(deduced);
  }
  EXPECT_EQ(copied[0].first, "a key that is too long to be kept in place");
  EXPECT_EQ(copied[0].second, "and a value as long as that");
}

TYPED_TEST(OrderedMapTest, GoesIntoTheAlgorithmsOfRanges) {
  typename TestFixture::template Map<int, int> map = {{1, 30}, {2, 10}, {3, 20}};
  const auto value = [](const auto& pair) { return pair.second; };
  EXPECT_EQ(std::ranges::min_element(map, {}, value)->first, 2);
  EXPECT_EQ(std::ranges::max_element(map)->first, 3);
  EXPECT_EQ(std::ranges::find(std::as_const(map), 20, value), map.find(3));
  std::ranges::for_each(map, [](auto pair) { pair.second = -pair.second; });
  std::vector<std::pair<int, int>> sorted(3);
  std::ranges::partial_sort_copy(std::as_const(map), sorted, {}, value, value);
  EXPECT_EQ(sorted,
            (std::vector{std::pair(1, -30), std::pair(3, -20), std::pair(2, -10)}));
}

#if !defined(__clang__) || \
    __clang_major__ >= 16  // before, Clang rejects libstdc++'s views
TYPED_TEST(OrderedMapTest, HasViewsOfItsKeysAndValues) {
  typename TestFixture::template Map<int, int> map = {{1, 10}, {2, 20}};
  EXPECT_TRUE(std::ranges::equal(std::views::keys(map), std::vector{1, 2}));
  for (int& value : std::views::values(map)) value += 1;
  EXPECT_TRUE(std::ranges::equal(map | std::views::reverse | std::views::values,
                                 std::vector{21, 11}));
}
#endif

TYPED_TEST(OrderedMapTest, MovesAKeyThatItIsGiven) {
  typename TestFixture::template Map<std::string, int> map;
  std::string key = "a text that is too long to be kept in place";
  const char* const letters = key.data();
  map[std::move(key)] = 1;
  EXPECT_EQ(map.begin()->first.data(), letters);
}

TYPED_TEST(OrderedMapTest, HoldsValuesThatOnlyMove) {
  typename TestFixture::template Map<int, std::unique_ptr<int>> map;
  for (int key = 0; key < 500; ++key) {
    map.emplace(key * 311 % 500, std::make_unique<int>(key));
  }
  for (int key = 0; key < 500; key += 2) map.erase(key);
  const auto moved = std::move(map);
  EXPECT_EQ(moved.size(), 250u);
  for (const auto [key, value] : moved) ASSERT_EQ(*value * 311 % 500, key);
}

TYPED_TEST(OrderedMapTest, LeavesTheArgumentsAloneIfTheKeyIsThere) {
  typename TestFixture::template Map<int, std::unique_ptr<int>> map;
  auto value = std::make_unique<int>(1);
  EXPECT_TRUE(map.try_emplace(1).second);
  EXPECT_FALSE(map.try_emplace(1, std::move(value)).second);
  EXPECT_NE(value, nullptr);
  EXPECT_FALSE(map.insert_or_assign(1, std::move(value)).second);
  EXPECT_EQ(*map.at(1), 1);
}

TYPED_TEST(OrderedMapTest, TakesArgumentsThatLieInTheMap) {
  typename TestFixture::template Map<int, std::string> map;
  map.try_emplace(0, "a text that is too long to be kept in place");
  for (int key = 1; key < 300; ++key) {
    map.try_emplace(key, map.at(key - 1));
    ASSERT_EQ(map.at(key), map.at(0)) << key;
  }
}

template <class Use>
class OrderedMapDeathTest : public OrderedMapTest<Use> {};
TYPED_TEST_SUITE(OrderedMapDeathTest, SearchTrees, TreeName);

TYPED_TEST(OrderedMapDeathTest, StopsAtAKeyThatIsNotThere) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  typename TestFixture::template Map<int, int> map = {{1, 2}};
  EXPECT_DEATH(map.at(2), "precondition failed");
}

}  // namespace
}  // namespace graft::trees
