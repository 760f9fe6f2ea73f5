#include "dg/core/joint.h"

#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {

bool Joint::equal_rows() const {
  for (int64_t e = 1; e < domains(); ++e)
    if (rows(e) != rows(0)) return false;
  return true;
}

std::vector<at::Tensor> Joint::ByDomain(const at::Tensor& all) const {
  std::vector<int64_t> sizes;
  for (int64_t e = 0; e < domains(); ++e) sizes.push_back(rows(e));
  return all.split_with_sizes(sizes);
}

at::Tensor Joint::Risks() const {
  if (equal_rows()) return losses.view({domains(), -1}).mean(1);
  std::vector<at::Tensor> risks;
  for (int64_t e = 0; e < domains(); ++e) risks.push_back(Risk(e));
  return at::stack(risks);
}

at::Tensor Joint::MeanRisk() const {
  return equal_rows() ? losses.mean() : Risks().mean();
}

at::Tensor Joint::DomainLabels() const {
  std::vector<at::Tensor> labels;
  for (int64_t e = 0; e < domains(); ++e)
    labels.push_back(at::full({rows(e)}, e, at::kLong));
  return at::cat(labels);
}

Joint Join(std::span<const DomainBatch> batches) {
  CHECK(!batches.empty());
  std::vector<const Inputs*> inputs;
  std::vector<at::Tensor> labels;
  Joint joint;
  joint.starts = {0};
  for (const DomainBatch& batch : batches) {
    CHECK_EQ(batch.x.rows(), batch.y.size(0));
    inputs.push_back(&batch.x);
    labels.push_back(batch.y);
    joint.starts.push_back(joint.starts.back() + batch.y.size(0));
  }
  joint.x = Concatenate(inputs);
  joint.y = at::cat(labels);
  return joint;
}

at::Tensor RowLosses(const at::Tensor& logits, const at::Tensor& y) {
  constexpr int64_t kNoReduction = 0;
  return at::cross_entropy_loss(logits, y, {}, kNoReduction);
}

}  // namespace graft
