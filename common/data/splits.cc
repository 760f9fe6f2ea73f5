#include "common/data/splits.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "common/base/files.h"

namespace graft {
namespace {

// Indices of every (domain, label) cell, each in hash order.
std::map<std::pair<int, int>, std::vector<int64_t>> Cells(
    const TextDataset& data, const std::vector<int64_t>& order) {
  std::map<std::pair<int, int>, std::vector<int64_t>> cells;
  for (int64_t i : order)
    cells[{data.examples[i].domain, data.examples[i].label}].push_back(i);
  return cells;
}

}  // namespace

std::vector<int64_t> OrderByHash(const std::vector<std::string>& keys) {
  std::vector<std::string> hashes;
  for (const std::string& key : keys) hashes.push_back(Sha256Hex(key));
  std::vector<int64_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return hashes[a] < hashes[b]; });
  return order;
}

TextSplit StratifiedSplitByHash(const TextDataset& data, const HashKey<Example>& key,
                                double train, double dev) {
  CHECK(train >= 0 && dev >= 0 && train + dev <= 1) << train << " + " << dev;
  const std::vector<int64_t> order = OrderByHash(data, key);
  std::vector<int> part(data.examples.size(), 2);
  for (const auto& [cell, indices] : Cells(data, order)) {
    const double n = static_cast<double>(indices.size());
    const int64_t first = static_cast<int64_t>(n * train);
    const int64_t second = static_cast<int64_t>(n * (train + dev));
    for (int64_t i = 0; i < second; ++i) part[indices[i]] = i < first ? 0 : 1;
  }
  std::vector<int64_t> chosen[3];
  for (int64_t i : order) chosen[part[i]].push_back(i);
  return {Select(data, chosen[0]), Select(data, chosen[1]), Select(data, chosen[2])};
}

TextDataset TakeByHash(const TextDataset& data, const HashKey<Example>& key,
                       int64_t count) {
  std::vector<int64_t> taken;
  for (const auto& [cell, indices] : Cells(data, OrderByHash(data, key))) {
    const int64_t n = std::min<int64_t>(count, indices.size());
    taken.insert(taken.end(), indices.begin(), indices.begin() + n);
  }
  return Select(data, taken);
}

}  // namespace graft
