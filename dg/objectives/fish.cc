#include "dg/objectives/fish.h"

#include "common/tensor/ops.h"

namespace graft {

Scalars Fish::Step(std::span<const DomainBatch> batches, int64_t step) {
  const at::Tensor weights = adam().values(), start = weights.clone();
  double sum = 0;
  for (const DomainBatch& batch : batches) {
    sum += Differentiate(ForwardOne(batch, step));
    adam().Step();
  }
  weights.copy_(at::lerp(start, weights, hparam("meta_lr")));
  return {{"loss", sum / static_cast<double>(batches.size())}};
}

REGISTER_OBJECTIVE(
    Fish, "Fish", "a part of the way that a walk through the domains led",
    ObjectiveTraits{.family = Family::kGradients, .min_domains = 2, .ordered = true},
    {{"meta_lr", 0.5, Draw::OneOf({0.05, 0.1, 0.5}), "part of the way that is gone"}});

}  // namespace graft
