#include "dg/objectives/sam.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor Ascent(const at::Tensor& gradient, double rho) {
  const double norm = gradient.norm().item<double>();
  return gradient * (norm > 0 ? rho / norm : 0);
}

Scalars Sam::Step(std::span<const DomainBatch> batches, int64_t step) {
  Scalars scalars = {{"loss", Differentiate(Forward(batches, step))}};
  {
    const Excursion excursion(adam());
    adam().values().add_(Ascent(adam().gradient(), hparam("rho")));
    scalars["worst_loss"] = Differentiate(Forward(batches, step));
  }
  adam().Step();
  return scalars;
}

REGISTER_OBJECTIVE(
    Sam, "SAM", "the loss at the worst weights nearby",
    ObjectiveTraits{.family = Family::kWeights, .erm_when = {{"rho", 0}}},
    {{"rho", 0.05, Draw::OneOf({0.01, 0.02, 0.05, 0.1}), "radius of the ball"}});

}  // namespace graft
