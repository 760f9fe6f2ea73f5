// Any bytes are sorted numbers and questions, and each layout answers them as std does.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "algorithms/search/eytzinger.h"
#include "algorithms/search/index.h"
#include "algorithms/search/sorted_array.h"

namespace graft::search {
namespace {

void Demand(bool holds) {
  if (!holds) std::abort();
}

template <class T>
std::vector<T> Numbers(const uint8_t* data, size_t size) {
  std::vector<T> numbers(size / sizeof(T));
  if (!numbers.empty()) std::memcpy(numbers.data(), data, numbers.size() * sizeof(T));
  std::erase_if(numbers, [](T x) { return x != x; });
  return numbers;
}

template <class T, template <class> class Layout>
void CheckLayout(const std::vector<T>& sorted, const std::vector<T>& xs) {
  const Index<T, Layout> index(sorted);
  std::vector<size_t> ranks(xs.size());
  index.LowerBound(xs, ranks);
  for (size_t i = 0; i < xs.size(); ++i) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), xs[i]);
    const auto lower = static_cast<size_t>(first - sorted.begin());
    const auto upper = static_cast<size_t>(last - sorted.begin());
    Demand(index.LowerBound(xs[i]) == lower && ranks[i] == lower);
    Demand(index.UpperBound(xs[i]) == upper);
    Demand(index.Contains(xs[i]) == (lower < upper));
  }
  for (size_t i = 0; i < sorted.size(); ++i) Demand(index[i] == sorted[i]);
}

// Half of the bytes are keys; all are questions.
template <class T>
void Check(const uint8_t* data, size_t size) {
  std::vector<T> sorted = Numbers<T>(data, size / 2);
  std::sort(sorted.begin(), sorted.end());
  const std::vector<T> xs = Numbers<T>(data, size);
  CheckLayout<T, STree>(sorted, xs);
  CheckLayout<T, Eytzinger>(sorted, xs);
  CheckLayout<T, SortedArray>(sorted, xs);
}

}  // namespace
}  // namespace graft::search

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace graft::search;
  if (size == 0) return 0;
  switch (data[0] % 6) {
    case 0:
      Check<int32_t>(data + 1, size - 1);
      break;
    case 1:
      Check<uint32_t>(data + 1, size - 1);
      break;
    case 2:
      Check<int64_t>(data + 1, size - 1);
      break;
    case 3:
      Check<uint64_t>(data + 1, size - 1);
      break;
    case 4:
      Check<float>(data + 1, size - 1);
      break;
    default:
      Check<double>(data + 1, size - 1);
  }
  return 0;
}
