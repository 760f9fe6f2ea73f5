#include "common/train/length_batches.h"

#include <algorithm>
#include <numeric>

namespace graft {
namespace {

constexpr int64_t kTokensPerBatch = 2048;

}  // namespace

std::vector<std::vector<int64_t>> LengthBatches(std::span<const int64_t> lengths) {
  std::vector<int64_t> order(lengths.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int64_t a, int64_t b) { return lengths[a] < lengths[b]; });
  std::vector<std::vector<int64_t>> batches;
  int64_t tokens = kTokensPerBatch;  // of the last batch: a first one is needed
  for (const int64_t i : order) {
    if (tokens >= kTokensPerBatch) {
      batches.emplace_back();
      tokens = 0;
    }
    batches.back().push_back(i);
    tokens += lengths[i];
  }
  return batches;
}

}  // namespace graft
