#include "common/base/suggest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace graft {
namespace {

constexpr size_t kLongest = 256;

// One row of the dynamic program at a time: row[j] = distance(a[0, i), b[0, j)).
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t substituted = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> NearestNames(std::string_view wanted,
                                      const std::vector<std::string>& names,
                                      size_t limit) {
  if (wanted.size() > kLongest) return {};
  std::vector<std::pair<size_t, size_t>> near;  // (distance, position)
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].size() > kLongest) continue;
    const size_t distance = EditDistance(wanted, names[i]);
    if (2 * distance <= wanted.size()) near.emplace_back(distance, i);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> nearest;
  for (size_t i = 0; i < std::min(limit, near.size()); ++i)
    nearest.push_back(names[near[i].second]);
  return nearest;
}

std::string DidYouMean(std::string_view wanted, const std::vector<std::string>& names) {
  const std::vector<std::string> nearest = NearestNames(wanted, names);
  std::string text;
  for (size_t i = 0; i < nearest.size(); ++i) {
    text += i == 0 ? "; did you mean " : i + 1 == nearest.size() ? " or " : ", ";
    text += nearest[i];
  }
  return text.empty() ? text : text + "?";
}

}  // namespace graft
