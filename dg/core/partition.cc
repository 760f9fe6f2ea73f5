#include "dg/core/partition.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

int64_t Below(int64_t limit, double uniform) {
  return static_cast<int64_t>(uniform * static_cast<double>(limit));
}

}  // namespace

std::vector<DomainPart> PartitionOf(const DomainData& data, uint64_t trial,
                                    double holdout) {
  const RandomStream split(trial, "split");
  std::vector<DomainPart> parts;
  for (int e = 0; e < data.domain_count(); ++e) {
    const int64_t n = data.size(e);
    CHECK_GE(n, 2);
    const std::vector<int64_t> order =
        split.Fork(static_cast<uint64_t>(e)).Permutation(n);
    const int64_t held = std::clamp<int64_t>(
        static_cast<int64_t>(holdout * static_cast<double>(n)), 1, n - 1);
    parts.push_back(
        {{order.begin() + held, order.end()}, {order.begin(), order.begin() + held}});
  }
  return parts;
}

Sampler::Sampler(const DomainData& data, int domain, std::vector<int64_t> items,
                 bool balanced, const RandomStream& stream)
    : stream_(stream) {
  if (!balanced) {
    groups_.push_back(std::move(items));
    return;
  }
  const at::Tensor labels = data.Labels(domain, items);
  CHECK_EQ(labels.size(0), static_cast<int64_t>(items.size()));
  std::map<int64_t, std::vector<int64_t>> by_class;
  for (size_t i = 0; i < items.size(); ++i)
    by_class[labels[static_cast<int64_t>(i)].item<int64_t>()].push_back(items[i]);
  for (auto& entry : by_class) groups_.push_back(std::move(entry.second));
}

std::vector<int64_t> Sampler::At(int64_t step, int64_t count) const {
  const RandomStream draws = stream_.Fork(static_cast<uint64_t>(step));
  std::vector<int64_t> items;
  for (int64_t i = 0; i < count; ++i) {
    const auto& group =
        groups_[Below(static_cast<int64_t>(groups_.size()), draws.Uniform(2 * i))];
    items.push_back(
        group[Below(static_cast<int64_t>(group.size()), draws.Uniform(2 * i + 1))]);
  }
  return items;
}

}  // namespace graft
