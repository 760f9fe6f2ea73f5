#include "peft/diff_pruning/projection.h"

#include <algorithm>
#include <functional>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// |x| of all tensors, one after the other.
template <class T>
std::vector<T> Magnitudes(const std::vector<NamedTensor>& diffs) {
  std::vector<T> all;
  for (const auto& [name, tensor] : diffs) {
    const at::Tensor flat = tensor.detach().abs().contiguous();
    const T* x = flat.const_data_ptr<T>();
    CHECK(std::none_of(x, x + flat.numel(), [](T v) { return v != v; }))
        << name << " is not a number";
    all.insert(all.end(), x, x + flat.numel());
  }
  return all;
}

template <class T>
std::vector<at::Tensor> Largest(const std::vector<NamedTensor>& diffs, int64_t keep) {
  const std::vector<T> size = Magnitudes<T>(diffs);
  const auto count = static_cast<int64_t>(size.size());
  CHECK(keep >= 0 && keep <= count) << keep << " of " << count;
  std::vector<T> sorted = size;
  T threshold = 0;
  int64_t ties = keep;  // how many of those that equal the threshold are kept
  if (keep > 0) {
    std::nth_element(sorted.begin(), sorted.begin() + (keep - 1), sorted.end(),
                     std::greater<T>());
    threshold = sorted[keep - 1];
    ties = keep -
           std::count_if(size.begin(), size.end(), [&](T v) { return v > threshold; });
  }
  std::vector<at::Tensor> kept;
  int64_t at = 0;
  for (const auto& [name, tensor] : diffs) {
    std::vector<int64_t> indices;
    for (int64_t i = 0; i < tensor.numel(); ++i, ++at)
      if (keep > 0 && (size[at] > threshold || (size[at] == threshold && ties-- > 0)))
        indices.push_back(i);
    kept.push_back(at::tensor(indices, at::kLong));
  }
  return kept;
}

}  // namespace

std::vector<at::Tensor> LargestElements(const std::vector<NamedTensor>& diffs,
                                        int64_t keep) {
  if (diffs.empty()) return {};
  return diffs[0].tensor.scalar_type() == at::kDouble ? Largest<double>(diffs, keep)
                                                      : Largest<float>(diffs, keep);
}

}  // namespace graft
