#include "dg/objectives/rdm.h"

#include <algorithm>
#include <array>

#include "common/tensor/ops.h"
#include "dg/core/moments.h"

namespace graft {
namespace {

// DomainBed's γ for losses.
constexpr std::array<double, 8> kLossGammas = {1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000};

// Over n - 1; of a single number 0.
at::Tensor Variance(const at::Tensor& x) {
  return (x - x.mean()).square().sum() / std::max<int64_t>(x.size(0) - 1, 1);
}

}  // namespace

at::Tensor Rdm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const at::Tensor& all = joint.losses;  // ℓ
  const at::Tensor worst =
      joint.Of(joint.Risks().argmax().item<int64_t>(), all);  // ℓ_w
  const at::Tensor risk = joint.MeanRisk();
  const at::Tensor matching =
      MmdDistance(std::array{worst.unsqueeze(1), all.unsqueeze(1)}, kLossGammas);
  const at::Tensor variance = Variance(all) + Variance(worst);
  scalars["nll"] = risk.item<double>();
  scalars["matching_penalty"] = matching.item<double>();
  scalars["variance_penalty"] = variance.item<double>();
  if (step < ResetStep()) return risk;
  return risk + hparam("rdm_lambda") * matching + hparam("variance_weight") * variance;
}

int64_t Rdm::ResetStep() const { return hparams().Whole("rdm_penalty_anneal_iters"); }

// DomainBed's ranges for PACS stand for all that are not small images.
REGISTER_OBJECTIVE(
    Rdm, "RDM", "losses of the worst domain distributed as those of all",
    ObjectiveTraits{.family = Family::kRisk,
                    .erm_when = {{"rdm_penalty_anneal_iters", 1e6}}},
    {{"rdm_lambda",
      {5, Draw::Uniform(0.1, 10)},
      {5, Draw::Uniform(1, 10)},
      "weight of the distance"},
     {"rdm_penalty_anneal_iters", 1500, Draw::WholeUniform(800, 2700),
      "steps without penalties"},
     {"variance_weight", 0.004, Draw::Uniform(0.001, 0.007), "weight of the variances"},
     {"rdm_lr", 1.5e-5, Draw::Uniform(8e-6, 2e-5), "learning rate after these steps"},
     {"batch_size",
      {64, Draw::WholeLog2(3, 9)},
      {88, Draw::WholeUniform(70, 100)},
      "examples a domain and step"}});

}  // namespace graft
