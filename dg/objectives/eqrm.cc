#include "dg/objectives/eqrm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "common/tensor/ops.h"

namespace graft {
namespace {

double NormalQuantile(double alpha) {  // Φ⁻¹
  return std::numbers::sqrt2 *
         at::tensor(2 * alpha - 1, at::kDouble).erfinv().item<double>();
}

double NormalCdf(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }  // Φ

at::Tensor Bandwidth(const at::Tensor& risks) {  // h
  const auto domains = static_cast<double>(risks.size(0));
  const at::Tensor variance = (risks - risks.mean()).square().sum() / (domains - 1);
  return 1.06 * std::pow(domains, -0.2) * variance.sqrt();
}

bool AllEqual(const at::Tensor& risks) {
  return risks.max().item<double>() == risks.min().item<double>();
}

}  // namespace

double QuantileMix(const at::Tensor& risks, double alpha) {
  if (AllEqual(risks)) return 0.5;
  const at::Tensor r = risks.detach().to(at::kDouble);
  const double h = Bandwidth(r).item<double>(), z = NormalQuantile(alpha);
  const double least = r.min().item<double>(), most = r.max().item<double>();
  const double *first = r.const_data_ptr<double>(), *last = first + r.numel();
  double low = 0, high = 1, mix = 0.5;
  for (int bisection = 0; bisection < 32; ++bisection) {
    const double x = (1 - mix) * least + mix * most + z * h;
    double below = 0;  // E F(x)
    for (const double* risk = first; risk != last; ++risk)
      below += NormalCdf((x - *risk) / h);
    (below > alpha * static_cast<double>(r.numel()) ? high : low) = mix;
    mix = (low + high) / 2;
  }
  return mix;
}

at::Tensor RiskQuantile(const at::Tensor& risks, double alpha, double mix) {
  if (AllEqual(risks)) return risks.mean();
  return (1 - mix) * risks.min() + mix * risks.max() +
         NormalQuantile(alpha) * Bandwidth(risks);
}

absl::Status Eqrm::Check(const ObjectiveSetting& setting) {
  const double alpha = setting.hparams["eqrm_quantile"];
  if (alpha > 0 && alpha < 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("eqrm_quantile=", alpha, ": expected a number between 0 and 1"));
}

at::Tensor Eqrm::Loss(const Joint& joint, int64_t step, Scalars& scalars) {
  const at::Tensor mean = joint.MeanRisk();
  scalars["nll"] = mean.item<double>();
  if (step < ResetStep()) return mean;
  const double alpha = hparam("eqrm_quantile");
  const at::Tensor risks = joint.Risks();
  return RiskQuantile(risks, alpha, QuantileMix(risks, alpha));
}

int64_t Eqrm::ResetStep() const { return hparams().Whole("eqrm_burnin_iters"); }

REGISTER_OBJECTIVE(
    Eqrm, "EQRM", "a high quantile of the risks",
    ObjectiveTraits{.family = Family::kRisk,
                    .min_domains = 2,
                    .erm_when = {{"eqrm_burnin_iters", 1e6}}},
    {{"eqrm_quantile", 0.75, Draw::Uniform(0.5, 0.99), "of the risks, between 0 and 1"},
     {"eqrm_burnin_iters", 2500, Draw::WholeLog10(2.5, 3.5), "steps on the mean risk"},
     {"eqrm_lr", 1e-6, Draw::Log10(-7, -5), "learning rate after these steps"}});

}  // namespace graft
