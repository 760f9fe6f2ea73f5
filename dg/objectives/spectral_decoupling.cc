#include "dg/objectives/spectral_decoupling.h"

#include "common/tensor/ops.h"

namespace graft {

at::Tensor SpectralDecoupling::Loss(const Joint& joint, int64_t, Scalars& scalars) {
  const at::Tensor risk = joint.losses.mean(), penalty = joint.logits.square().mean();
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + hparam("sd_reg") * penalty;  // (25)
}

REGISTER_OBJECTIVE(SpectralDecoupling, "SD", "small logits, so that no feature starves",
                   ObjectiveTraits{.family = Family::kRisk,
                                   .erm_when = {{"sd_reg", 0}}},
                   {{"sd_reg", 0.1, Draw::Log10(-5, -1), "weight of the penalty"}});

}  // namespace graft
