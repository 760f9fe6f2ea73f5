#include "algorithms/trees/ordered/ordered_map.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <ranges>
#include <string>
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

TYPED_TEST(OrderedMapTest, DoesWhatTheStandardMapDoesInAnySequence) {
  using Map = typename TestFixture::template Map<int, std::string>;
  const bool ok = rc::check([] {
    Map map;
    std::map<int, std::string> model;
    const auto keys = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 30));
    for (const int key : keys) {
      const std::string value = std::to_string(*rc::gen::inRange(0, 1000));
      switch (*rc::gen::inRange(0, 6)) {
        case 0:
          RC_ASSERT(map.insert({key, value}).second ==
                    model.insert({key, value}).second);
          break;
        case 1:
          map[key] += value;
          model[key] += value;
          break;
        case 2:
          RC_ASSERT(map.insert_or_assign(key, value).second ==
                    model.insert_or_assign(key, value).second);
          break;
        case 3:
          RC_ASSERT(map.try_emplace(key, 3, 'x').second ==
                    model.try_emplace(key, 3, 'x').second);
          break;
        case 4:
          RC_ASSERT(map.erase(key) == model.erase(key));
          break;
        default:
          if (const auto found = map.lower_bound(key); found != map.end()) {
            const auto after = map.erase(found);
            const auto model_after = model.erase(model.lower_bound(key));
            RC_ASSERT((after == map.end()) == (model_after == model.end()));
            if (after != map.end()) RC_ASSERT(after->second == model_after->second);
          }
      }
      RC_ASSERT(map.CheckInvariants() == "");
      RC_ASSERT(Same(map, model));
    }
    const Map copy = map;
    RC_ASSERT(copy == map);
  });
  EXPECT_TRUE(ok);
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
  static_assert(
      std::convertible_to<typename Map::iterator, typename Map::const_iterator>);
  static_assert(
      !std::convertible_to<typename Map::const_iterator, typename Map::iterator>);
  Map map = {{1, 2}};
  const typename Map::const_iterator at = map.begin();
  EXPECT_EQ(at->second, 2);
  EXPECT_EQ(std::as_const(map).find(1), at);
}

TYPED_TEST(OrderedMapTest, HoldsValuesThatOnlyMove) {
  typename TestFixture::template Map<int, std::unique_ptr<int>> map;
  for (int key = 0; key < 500; ++key) {
    map.try_emplace(key * 311 % 500, std::make_unique<int>(key));
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
