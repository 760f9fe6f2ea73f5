// SmallArrays: every sorted array of few keys of few values; what all layouts do with threes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace graft::search {

// visit(array) for each sorted array of at most `longest` keys out of 0 … values - 1.
template <class T, class Visit>
void ForEachSortedArray(size_t longest, int values, Visit visit,
                        std::vector<T> array = {}) {
  visit(array);
  if (array.size() == longest) return;
  const int least = array.empty() ? 0 : static_cast<int>(array.back());
  for (int value = least; value < values; ++value) {
    array.push_back(static_cast<T>(value));
    ForEachSortedArray<T>(longest, values, visit, array);
    array.pop_back();
  }
}

// The layout of 0, 3, 6 …
template <template <class> class Layout, class Key>
Layout<Key> Threes(size_t size) {
  return {size, [](size_t rank) { return static_cast<Key>(3 * rank); }};
}

// One by one and many together find the same, the arithmetic's, in Threes of every size to 100.
template <template <class> class Layout, class Key>
void ExpectFindsInThrees() {
  for (size_t size = 0; size <= 100; ++size) {
    const Layout<Key> layout = Threes<Layout, Key>(size);
    std::vector<Key> keys;
    for (int key = -1; key <= 301; ++key) keys.push_back(key);
    std::vector<size_t> ranks(keys.size());
    layout.LowerBound(keys, ranks);
    for (size_t i = 0; i < keys.size(); ++i) {
      const size_t want = std::min<size_t>(size, keys[i] <= 0 ? 0 : (keys[i] + 2) / 3);
      ASSERT_EQ(layout.LowerBound(keys[i]), want);
      ASSERT_EQ(ranks[i], want);
    }
  }
}

template <template <class> class Layout, class Key>
void ExpectRefusesAnUnequalBatch() {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Layout<Key> layout = Threes<Layout, Key>(3);
  std::vector<Key> keys(2);
  std::vector<size_t> ranks(1);
  EXPECT_DEATH(layout.LowerBound(keys, ranks), "keys.size\\(\\) == ranks.size\\(\\)");
}

}  // namespace graft::search
