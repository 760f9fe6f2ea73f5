// SmallArrays: every sorted array of few keys of few values.
#pragma once

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

}  // namespace graft::search
