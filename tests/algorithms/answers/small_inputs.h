// SmallInputs: every array over a few values up to a length, so that tests miss none.
//
// Idea: most mistakes of a search show on some input of three or four elements.
#pragma once

#include <algorithm>
#include <vector>

namespace graft::answers {

// Every array of min_length … max_length values, each in [lo, hi]; shorter ones first.
inline std::vector<std::vector<int>> AllArrays(int lo, int hi, int min_length,
                                               int max_length) {
  std::vector<std::vector<int>> all, last = {{}};
  for (int length = 0; length <= max_length; ++length) {
    if (length >= min_length) all.insert(all.end(), last.begin(), last.end());
    std::vector<std::vector<int>> next;
    for (const std::vector<int>& shorter : last) {
      for (int value = lo; value <= hi; ++value) {
        next.push_back(shorter);
        next.back().push_back(value);
      }
    }
    last.swap(next);
  }
  return all;
}

// Those among them whose values do not fall.
inline std::vector<std::vector<int>> AllSortedArrays(int lo, int hi, int min_length,
                                                     int max_length) {
  std::vector<std::vector<int>> all = AllArrays(lo, hi, min_length, max_length);
  std::erase_if(all, [](const std::vector<int>& values) {
    return !std::is_sorted(values.begin(), values.end());
  });
  return all;
}

// Every matrix of up to max_rows × max_cols values in [lo, hi].
inline std::vector<std::vector<std::vector<int>>> AllMatrices(int lo, int hi,
                                                              int max_rows,
                                                              int max_cols) {
  std::vector<std::vector<std::vector<int>>> all;
  for (int rows = 1; rows <= max_rows; ++rows) {
    for (int cols = 1; cols <= max_cols; ++cols) {
      for (const std::vector<int>& flat : AllArrays(lo, hi, rows * cols, rows * cols)) {
        std::vector<std::vector<int>>& matrix = all.emplace_back();
        for (int row = 0; row < rows; ++row)
          matrix.emplace_back(flat.begin() + row * cols,
                              flat.begin() + (row + 1) * cols);
      }
    }
  }
  return all;
}

}  // namespace graft::answers
