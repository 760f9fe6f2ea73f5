#include "dg/core/gradient_objective.h"

#include <numeric>

#include "common/tensor/ops.h"

namespace graft {

Excursion::Excursion(const Adam& adam)
    : values_(adam.values()), start_(values_.clone()) {}

Excursion::~Excursion() { values_.copy_(start_); }

Joint GradientObjective::ForwardOne(const DomainBatch& batch, int64_t step) const {
  Joint joint = Join({&batch, 1});
  Pass pass = TrainingPass(step);
  pass.dropout =
      Dropout(Random("dropout", step).Fork(static_cast<uint64_t>(batch.domain)));
  Forward(joint, pass);
  return joint;
}

double GradientObjective::Differentiate(const Joint& joint) {
  adam().ZeroGradient();
  const at::Tensor risk = joint.MeanRisk();
  risk.backward();
  return risk.item<double>();
}

double GradientObjective::DomainGradients::mean_risk() const {
  return std::accumulate(risks.begin(), risks.end(), 0.0) /
         static_cast<double>(risks.size());
}

GradientObjective::DomainGradients GradientObjective::DifferentiateEach(
    std::span<const DomainBatch> batches, int64_t step) {
  DomainGradients all;
  all.rows = at::empty({static_cast<int64_t>(batches.size()), adam().values().numel()},
                       adam().values().options());
  for (size_t e = 0; e < batches.size(); ++e) {
    all.risks.push_back(Differentiate(ForwardOne(batches[e], step)));
    all.rows[static_cast<int64_t>(e)].copy_(adam().gradient());
  }
  return all;
}

}  // namespace graft
