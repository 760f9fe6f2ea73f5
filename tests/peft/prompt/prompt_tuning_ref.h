// PromptTuningRef: naive twin of prompt tuning in loops, for any scalar type.
#pragma once

#include <cstdint>
#include <vector>

namespace graft::ref {

// [P; X_b] of each text b, one after another; text b is the rows starts[b] … starts[b+1]-1.
template <class T>
std::vector<T> Prompted(const std::vector<T>& prompt, const std::vector<T>& words,
                        const std::vector<int64_t>& starts, int64_t channels) {
  std::vector<T> rows;
  for (size_t b = 0; b + 1 < starts.size(); ++b) {
    for (const T& p : prompt) rows.push_back(p);
    for (int64_t i = starts[b] * channels; i < starts[b + 1] * channels; ++i)
      rows.push_back(words[i]);
  }
  return rows;
}

}  // namespace graft::ref
