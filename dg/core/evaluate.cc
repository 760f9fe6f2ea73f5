#include "dg/core/evaluate.h"

#include <algorithm>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "dg/core/joint.h"

namespace graft {
namespace {

constexpr size_t kBatch = 256;

// Calls body(inputs, labels) for all items, batch by batch; records nothing.
template <class Body>
void ForBatches(const DomainData& data, int domain, std::span<const int64_t> items,
                const Body& body) {
  const NoGrad no_grad;
  for (size_t begin = 0; begin < items.size(); begin += kBatch) {
    const auto batch = items.subspan(begin, std::min(kBatch, items.size() - begin));
    body(data.Get(domain, batch), data.Labels(domain, batch));
  }
}

}  // namespace

Counted CountRight(const Objective& objective, const DomainData& data, int domain,
                   std::span<const int64_t> items) {
  Counted counted;
  ForBatches(data, domain, items, [&](const Inputs& x, const at::Tensor& y) {
    counted.right += objective.Logits(x).argmax(1).eq(y).sum().item<int64_t>();
    counted.rows += y.size(0);
  });
  return counted;
}

double MeanLoss(const Scores& scores, const DomainData& data, int domain,
                std::span<const int64_t> items) {
  double sum = 0;
  int64_t rows = 0;
  ForBatches(data, domain, items, [&](const Inputs& x, const at::Tensor& y) {
    sum += RowLosses(scores(x), y).sum().item<double>();
    rows += y.size(0);
  });
  return sum / static_cast<double>(rows);
}

}  // namespace graft
