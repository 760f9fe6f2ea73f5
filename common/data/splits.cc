#include "common/data/splits.h"

#include <algorithm>
#include <numeric>

#include "common/base/files.h"

namespace graft {

std::vector<int64_t> OrderByHash(const std::vector<std::string>& keys) {
  std::vector<std::string> hashes;
  for (const std::string& key : keys) hashes.push_back(Sha256Hex(key));
  std::vector<int64_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return hashes[a] < hashes[b]; });
  return order;
}

}  // namespace graft
