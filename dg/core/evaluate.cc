#include "dg/core/evaluate.h"

#include <algorithm>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr size_t kBatch = 256;

}  // namespace

Counted CountRight(const Objective& objective, const DomainData& data, int domain,
                   std::span<const int64_t> items) {
  const NoGrad no_grad;
  Counted counted;
  for (size_t begin = 0; begin < items.size(); begin += kBatch) {
    const auto batch = items.subspan(begin, std::min(kBatch, items.size() - begin));
    const at::Tensor predicted = objective.Logits(data.Get(domain, batch)).argmax(1);
    counted.right += predicted.eq(data.Labels(domain, batch)).sum().item<int64_t>();
    counted.rows += predicted.size(0);
  }
  return counted;
}

}  // namespace graft
