#include "algorithms/trees/ordered/ordered_iterator.h"

#include <gtest/gtest.h>

#include <concepts>
#include <iterator>
#include <utility>

namespace graft::trees {
namespace {

// A place in an array of numbers that are mapped to themselves.
struct Cursor {
  const int& key() const { return *at; }
  int& mapped() const { return *at; }
  void Next() { ++at; }
  void Prev() { --at; }
  bool operator==(const Cursor&) const = default;
  int* at = nullptr;
};

using KeyIterator = OrderedIterator<Cursor, KeyAccess<int>>;
using PairIterator = OrderedIterator<Cursor, PairAccess<int, int>>;
using ConstPairIterator = OrderedIterator<Cursor, PairAccess<int, const int>>;

static_assert(std::bidirectional_iterator<KeyIterator>);
static_assert(std::bidirectional_iterator<PairIterator>);
static_assert(std::bidirectional_iterator<ConstPairIterator>);
static_assert(std::convertible_to<PairIterator, ConstPairIterator>);
static_assert(!std::convertible_to<ConstPairIterator, PairIterator>);
static_assert(std::same_as<std::iter_value_t<KeyIterator>, int>);
static_assert(std::same_as<std::iter_value_t<PairIterator>, std::pair<int, int>>);
static_assert(std::same_as<std::iter_value_t<ConstPairIterator>, std::pair<int, int>>);

TEST(OrderedIterator, WalksBothWays) {
  int numbers[] = {1, 2, 3};
  KeyIterator at(Cursor{numbers});
  EXPECT_EQ(*at++, 1);
  EXPECT_EQ(*at, 2);
  EXPECT_EQ(*++at, 3);
  EXPECT_EQ(*at--, 3);
  EXPECT_EQ(*--at, 1);
  EXPECT_EQ(at.operator->(), numbers);
}

TEST(OrderedIterator, APairIsWrittenThrough) {
  int numbers[] = {1, 2};
  const PairIterator at(Cursor{numbers});
  at->second = 7;
  (*at).second += 1;
  EXPECT_EQ(numbers[0], 8);
  const ConstPairIterator same = at;
  EXPECT_EQ(same->first, 8);
  EXPECT_EQ(same, ConstPairIterator(at));
}

TEST(OrderedIterator, ReversedItRefersToTheSame) {
  int numbers[] = {1, 2, 3};
  const std::reverse_iterator keys(KeyIterator(Cursor{numbers + 3}));
  EXPECT_EQ(&*keys, numbers + 2);
  EXPECT_EQ(keys.operator->(), numbers + 2);
  const std::reverse_iterator pairs(PairIterator(Cursor{numbers + 3}));
  pairs->second = 7;
  EXPECT_EQ(&(*pairs).first, numbers + 2);
  EXPECT_EQ(std::next(pairs)->first, 2);
  EXPECT_EQ(std::prev(std::next(pairs, 2))->first, 2);
  EXPECT_EQ(std::prev(PairIterator(Cursor{numbers + 3}), 2)->first, 2);
  EXPECT_EQ(numbers[2], 7);
}

}  // namespace
}  // namespace graft::trees
