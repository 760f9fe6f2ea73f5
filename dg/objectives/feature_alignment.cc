#include "dg/objectives/feature_alignment.h"

#include "common/tensor/ops.h"
#include "dg/core/moments.h"

namespace graft {

at::Tensor FeatureAlignment::Loss(const Joint& joint, int64_t, Scalars& scalars) {
  const at::Tensor risk = joint.MeanRisk();
  const at::Tensor penalty = Distance(joint.ByDomain(joint.features));
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + hparam("mmd_gamma") * penalty;
}

at::Tensor Coral::Distance(std::span<const at::Tensor> samples) const {
  return CoralDistance(samples);
}

at::Tensor Mmd::Distance(std::span<const at::Tensor> samples) const {
  return MmdDistance(samples);
}

namespace {

const ObjectiveTraits kTraits = {.family = Family::kFeatures,
                                 .erm_when = {{"mmd_gamma", 0}}};
const HparamSpec kGamma = {"mmd_gamma", 1, Draw::Log10(-1, 1),
                           "weight of the distance"};

}  // namespace

REGISTER_OBJECTIVE(Coral, "CORAL", "features of equal means and covariances", kTraits,
                   {kGamma});
REGISTER_OBJECTIVE(Mmd, "MMD", "features of equal kernel means", kTraits, {kGamma});

}  // namespace graft
