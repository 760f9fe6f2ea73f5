#include "dg/objectives/causirl.h"

#include <array>

#include "common/tensor/ops.h"
#include "dg/core/moments.h"

namespace graft {

std::vector<int64_t> CausIrl::Cuts(const Joint& joint, int64_t step) const {
  const RandomStream stream = Random("cut", step);
  std::vector<int64_t> cuts;
  for (int64_t e = 0; e < joint.domains(); ++e)
    cuts.push_back(
        static_cast<int64_t>(stream.Uniform(e) * static_cast<double>(joint.rows(e))));
  return cuts;
}

at::Tensor CausIrl::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const std::vector<int64_t> cuts = Cuts(joint, step);
  const std::vector<at::Tensor> features = joint.ByDomain(joint.features);
  std::vector<at::Tensor> first, second;
  for (size_t e = 0; e < features.size(); ++e) {
    first.push_back(features[e].slice(0, 0, cuts[e]));
    second.push_back(features[e].slice(0, cuts[e]));
  }
  const std::array pools = {at::cat(first), at::cat(second)};
  const bool comparable = pools[0].size(0) > 1 && pools[1].size(0) > 1;
  const at::Tensor risk = joint.MeanRisk();
  const at::Tensor penalty =
      comparable ? Distance(pools) : at::zeros({}, risk.options());
  scalars["nll"] = risk.item<double>();
  scalars["penalty"] = penalty.item<double>();
  return risk + hparam("mmd_gamma") * penalty;
}

at::Tensor CausIrlCoral::Distance(std::span<const at::Tensor> pools) const {
  return CoralDistance(pools);
}

at::Tensor CausIrlMmd::Distance(std::span<const at::Tensor> pools) const {
  return MmdDistance(pools);
}

namespace {

const ObjectiveTraits kTraits = {
    .family = Family::kFeatures, .ordered = true, .erm_when = {{"mmd_gamma", 0}}};
const HparamSpec kGamma = {"mmd_gamma", 1, Draw::Log10(-1, 1),
                           "weight of the distance"};

}  // namespace

REGISTER_OBJECTIVE(CausIrlCoral, "CausIRL_CORAL",
                   "equal moments however domains are mixed", kTraits, {kGamma});
REGISTER_OBJECTIVE(CausIrlMmd, "CausIRL_MMD",
                   "equal kernel means however domains are mixed", kTraits, {kGamma});

}  // namespace graft
