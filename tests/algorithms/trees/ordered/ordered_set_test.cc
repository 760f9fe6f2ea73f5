#include "algorithms/trees/ordered/ordered_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <numeric>
#include <ranges>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/algorithms/trees/ordered/ordered_container_ref.h"

namespace graft::trees {
namespace {

template <class Use>
class OrderedSetTest : public testing::Test {
 protected:
  template <class Key, class Compare = std::less<Key>>
  using Set = OrderedSet<Key, Compare, Use::template Tree>;

  // Each question about one key.
  static void ExpectSameAt(const Set<int>& set, const std::set<int>& model, int key) {
    const auto at = [&](auto it) { return std::distance(set.begin(), it); };
    const auto model_at = [&](auto it) { return std::distance(model.begin(), it); };
    ASSERT_EQ(set.contains(key), model.contains(key));
    ASSERT_EQ(set.count(key), model.count(key));
    ASSERT_EQ(at(set.find(key)), model_at(model.find(key)));
    ASSERT_EQ(at(set.lower_bound(key)), model_at(model.lower_bound(key)));
    ASSERT_EQ(at(set.upper_bound(key)), model_at(model.upper_bound(key)));
    const auto [first, last] = set.equal_range(key);
    ASSERT_EQ(at(first), model_at(model.lower_bound(key)));
    ASSERT_EQ(at(last), model_at(model.upper_bound(key)));
    ASSERT_EQ(static_cast<ptrdiff_t>(set.rank(key)), model_at(model.lower_bound(key)));
  }
};

TYPED_TEST_SUITE(OrderedSetTest, SearchTrees, TreeName);

TYPED_TEST(OrderedSetTest, TakesAllOrdersOfUpToSevenKeysAndAllRemovals) {
  using Set = typename TestFixture::template Set<int>;
  for (int n = 0; n <= 7; ++n) {
    std::vector<int> order(n), sorted(n);
    std::iota(sorted.begin(), sorted.end(), 0);
    order = sorted;
    do {
      Set set;
      for (const int key : order) {
        ASSERT_TRUE(set.insert(2 * key).second);
        ASSERT_EQ(set.CheckInvariants(), "");
      }
      for (const int key : sorted) {
        Set less = set;
        ASSERT_EQ(less.erase(2 * key), 1u);
        ASSERT_EQ(less.CheckInvariants(), "");
        ASSERT_FALSE(less.contains(2 * key));
        ASSERT_EQ(static_cast<int>(less.size()), n - 1);
      }
      for (const int key : order) {
        ASSERT_EQ(set.erase(2 * key), 1u);
        ASSERT_EQ(set.CheckInvariants(), "");
      }
    } while (std::ranges::next_permutation(order).found);
  }
}

TYPED_TEST(OrderedSetTest, ErasesInAnyOrderOfSixKeys) {
  using Set = typename TestFixture::template Set<int>;
  std::vector<int> inserted = {0, 1, 2, 3, 4, 5}, erased = inserted;
  do {
    Set full;
    for (const int key : inserted) full.insert(key);
    do {
      Set set = full;
      for (const int key : erased) ASSERT_EQ(set.erase(key), 1u);
      ASSERT_TRUE(set.empty());
    } while (std::ranges::next_permutation(erased).found);
  } while (std::ranges::next_permutation(inserted).found);
}

TYPED_TEST(OrderedSetTest, AnswersEachQuestionForEachKey) {
  typename TestFixture::template Set<int> set;
  std::set<int> model;
  for (int i = 0; i < 300; ++i) {
    const int key = i * 89 % 300 * 2;
    set.insert(key);
    model.insert(key);
  }
  for (int key = -1; key <= 600; ++key) this->ExpectSameAt(set, model, key);
  for (size_t rank = 0; rank < set.size(); ++rank) {
    ASSERT_EQ(*set.nth(rank), static_cast<int>(2 * rank));
    ASSERT_EQ(set.rank(*set.nth(rank)), rank);
  }
}

TYPED_TEST(OrderedSetTest, TakesSortedKeysInBothDirections) {
  const int n = TypeParam::kBalanced ? 1'000'000 : 20'000;
  typename TestFixture::template Set<int> up, down;
  for (int key = 0; key < n; ++key) up.insert(key);
  for (int key = n; key-- > 0;) down.insert(key);
  EXPECT_EQ(up, down);
  EXPECT_EQ(*up.nth(n / 3), n / 3);
  EXPECT_EQ(up.CheckInvariants(), "");
  for (int key = 0; key < n; ++key) {
    ASSERT_EQ(*up.begin(), key);
    up.erase(up.begin());
  }
  EXPECT_TRUE(up.empty());
}

TYPED_TEST(OrderedSetTest, IsABidirectionalRange) {
  using Set = typename TestFixture::template Set<int>;
  static_assert(std::ranges::bidirectional_range<Set>);
  static_assert(std::ranges::bidirectional_range<const Set>);
  const Set set = {3, 1, 2};
  std::vector<int> reversed;
  for (auto at = set.end(); at != set.begin();) reversed.push_back(*--at);
  EXPECT_EQ(reversed, (std::vector<int>{3, 2, 1}));
}

TYPED_TEST(OrderedSetTest, CopiesMovesSwapsAndCompares) {
  using Set = typename TestFixture::template Set<int>;
  Set a = {1, 2, 3}, b = a;
  EXPECT_EQ(a, b);
  b.insert(4);
  EXPECT_NE(a, b);
  EXPECT_EQ(a.size(), 3u);
  std::swap(a, b);
  EXPECT_EQ(a, (Set{1, 2, 3, 4}));
  a.swap(b);
  EXPECT_EQ(b, (Set{1, 2, 3, 4}));
  b.swap(a);
  EXPECT_EQ(a, (Set{1, 2, 3, 4}));
  const Set c = std::move(a);
  EXPECT_EQ(c, (Set{4, 3, 2, 1}));
  a = c;
  EXPECT_EQ(a, c);
  a = std::move(b);
  EXPECT_EQ(a, (Set{1, 2, 3}));
  a = *&a;
  EXPECT_EQ(a, (Set{1, 2, 3}));
  b.clear();
  b.insert(7);
  EXPECT_EQ(b, Set{7});
  EXPECT_EQ(b.CheckInvariants(), "");
}

TYPED_TEST(OrderedSetTest, OrdersByAnyComparator) {
  using Greater = typename TestFixture::template Set<int, std::greater<int>>;
  EXPECT_TRUE(std::ranges::equal(Greater{1, 3, 2}, std::vector<int>{3, 2, 1}));
  using Compare = std::function<bool(int, int)>;
  using ByDigit = typename TestFixture::template Set<int, Compare>;
  ByDigit set(Compare([](int a, int b) { return a % 10 < b % 10; }));
  for (const int key : {15, 21, 45, 30}) set.insert(key);
  EXPECT_TRUE(std::ranges::equal(set, std::vector<int>{30, 21, 15}));
  EXPECT_EQ(*set.find(5), 15);
  const ByDigit copy = set;
  EXPECT_TRUE(copy.contains(91));
}

TYPED_TEST(OrderedSetTest, HoldsStrings) {
  typename TestFixture::template Set<std::string> set;
  std::set<std::string> model;
  for (int i = 0; i < 2000; ++i) {
    const std::string key =
        "a long common prefix of all the keys " + std::to_string(i * 7);
    set.insert(key);
    model.insert(key);
    if (i % 3 == 0) {
      ASSERT_EQ(set.erase(*model.begin()), 1u);
      model.erase(model.begin());
    }
  }
  EXPECT_EQ(set.CheckInvariants(), "");
  EXPECT_TRUE(std::ranges::equal(set, model));
}

TYPED_TEST(OrderedSetTest, HoldsTheExtremesOfItsType) {
  using Limits = std::numeric_limits<int64_t>;
  typename TestFixture::template Set<int64_t> set;
  EXPECT_FALSE(set.contains(Limits::max()));
  set.insert(0);
  EXPECT_FALSE(set.contains(Limits::max()));
  EXPECT_EQ(set.lower_bound(Limits::max()), set.end());
  for (int64_t key = 0; key < 100; ++key) {
    set.insert(Limits::max() - key);
    set.insert(Limits::min() + key);
  }
  EXPECT_EQ(set.CheckInvariants(), "");
  EXPECT_EQ(*set.find(Limits::max()), Limits::max());
  EXPECT_EQ(set.upper_bound(Limits::max()), set.end());
  EXPECT_EQ(set.erase(Limits::max()), 1u);
  EXPECT_FALSE(set.contains(Limits::max()));
}

TYPED_TEST(OrderedSetTest, KeepsIteratorsIfItsTreeSaysSo) {
  if constexpr (TypeParam::kStableIterators) {
    typename TestFixture::template Set<int> set;
    std::vector<decltype(set.begin())> iterators;
    for (int key = 0; key < 200; ++key) iterators.push_back(set.insert(key).first);
    for (int key = 0; key < 200; key += 2) set.erase(iterators[key]);
    for (int key = 1; key < 200; key += 2) ASSERT_EQ(*iterators[key], key);
    const auto moved = std::move(set);
    for (int key = 1; key < 199; key += 2)
      ASSERT_EQ(*std::next(iterators[key]), key + 2);
  }
}

TYPED_TEST(OrderedSetTest, HoldsKeysThatOnlyMoveIfItsTreeCopiesNone) {
  if constexpr (TypeParam::kStableIterators) {
    typename TestFixture::template Set<std::unique_ptr<int>> set;
    const int* const first = set.insert(std::make_unique<int>(1)).first->get();
    set.insert(std::make_unique<int>(2));
    auto moved = std::move(set);
    EXPECT_EQ(moved.size(), 2u);
    EXPECT_TRUE(
        std::ranges::any_of(moved, [&](auto& key) { return key.get() == first; }));
  }
}

// Throws at the comparison or the copy of a chosen number.
struct Fragile {
  explicit Fragile(int value) : value(value) {}
  Fragile(Fragile&& other) noexcept : value(other.value) {}
  Fragile& operator=(Fragile&& other) noexcept {
    value = other.value;
    return *this;
  }
  Fragile(const Fragile& other) : value(other.value) { Tick(); }
  Fragile& operator=(const Fragile& other) {
    Tick();
    value = other.value;
    return *this;
  }
  bool operator<(const Fragile& other) const {
    Tick();
    return value < other.value;
  }
  ~Fragile() { value = -1; }
  static void Tick() {
    if (ticks > 0 && --ticks == 0) throw 7;
  }
  static inline int ticks = 0;
  int value;
};

TYPED_TEST(OrderedSetTest, LosesNothingWhenAnInsertionOrACopyThrows) {
  typename TestFixture::template Set<Fragile> set;
  size_t size = 0;
  for (int key = 0; key < 100; ++key) {
    Fragile::ticks = 1 + key % 9;
    try {
      const Fragile fragile(key * 37 % 100);
      set.insert(fragile);
      ++size;
      const auto copy = set;
    } catch (int) {
    }
    Fragile::ticks = 0;
    ASSERT_EQ(set.CheckInvariants(), "");
    ASSERT_EQ(set.size(), size);
  }
}

// A removal that throws may leave a node short, but every key where searches find it.
TYPED_TEST(OrderedSetTest, FindsWhatIsLeftWhenARemovalThrows) {
  typename TestFixture::template Set<Fragile> set;
  for (int key = 0; key < 200; ++key) set.insert(Fragile(key * 37 % 200));
  for (int round = 0; round < 150; ++round) {
    Fragile::ticks = 1 + round % 17;
    try {
      set.erase(set.nth(round * 31 % set.size()));
    } catch (int) {
    }
    Fragile::ticks = 0;
    size_t keys = 0;
    for (const Fragile& key : set) {
      ASSERT_TRUE(set.contains(key)) << key.value;
      ++keys;
    }
    ASSERT_EQ(set.size(), keys);
  }
}

TYPED_TEST(OrderedSetTest, MovesWithoutThrowing) {
  using Set = typename TestFixture::template Set<int>;
  static_assert(std::is_nothrow_move_constructible_v<Set>);
  std::vector<Set> sets(3, Set{1, 2});
  const auto first = sets[0].begin();
  sets.reserve(100);
  EXPECT_EQ(first, sets[0].begin()) << "the keys were copied";
}

template <class Use>
class OrderedSetDeathTest : public OrderedSetTest<Use> {};
TYPED_TEST_SUITE(OrderedSetDeathTest, SearchTrees, TreeName);

TYPED_TEST(OrderedSetDeathTest, StopsAtWhatIsNotThere) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  typename TestFixture::template Set<int> set = {1, 2};
  EXPECT_DEATH(set.nth(2), "precondition failed");
  EXPECT_DEATH(set.erase(set.end()), "precondition failed");
}

}  // namespace
}  // namespace graft::trees
