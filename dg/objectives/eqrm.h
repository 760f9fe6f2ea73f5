// Eqrm: minimise a high quantile of the risks over domains.
//
// Idea:     Domains are draws from a distribution, and so are their risks. A quantile α of
//           them is what is not exceeded with probability α in a new domain: between the mean,
//           which promises nothing, and the worst case, which rules all. A few risks are
//           smoothed by a kernel density, so that there is a quantile above the largest.
// Paper:    Eastwood et al., "Probable Domain Generalization via Quantile Risk Minimization",
//           NeurIPS 2022, arXiv 2207.09944, Algorithm 1.
// Symbols:  R_e risk of domain e [E] | s their standard deviation over E-1 | Φ the normal
//           distribution function, z = Φ⁻¹(α) | h = 1.06 s E^(-1/5) bandwidth
// Computes: F(x) = mean_e Φ((x - R_e)/h),  L = F⁻¹(α) = (1-m) min R + m max R + z h,
//           where 32 bisections find m
// Init:     L = mean_e R_e until `eqrm_burnin_iters` steps are done; then Adam starts anew,
//           with rate `eqrm_lr`.
// Cost:     one pass; E numbers.
// Errors:   InvalidArgument if the quantile is not between 0 and 1.
// Differs:  m is a constant for the gradient, as in the released code, so that it weighs the
//           least and the largest risk and, by h, all others; the quantile's own would weigh
//           each by its kernel there. Risks that are all equal give their mean, not NaN. The
//           burn-in is whole steps: DomainBed draws fractions, and its reset is then missed.
// Not for:  one domain alone.
// Tested:   hand-worked value, update against DomainBed, gradient (thorough).
#pragma once

#include "dg/core/network_objective.h"

namespace graft {

// Of risks [E], m and L. All equal: m is 1/2.
double QuantileMix(const at::Tensor& risks, double alpha);
at::Tensor RiskQuantile(const at::Tensor& risks, double alpha, double mix);

class Eqrm final : public LossObjective {
 public:
  explicit Eqrm(const ObjectiveSetting& setting) : LossObjective(setting) {}
  static absl::Status Check(const ObjectiveSetting& setting);

  at::Tensor Loss(const Joint& joint, int64_t step, Scalars& scalars) override;

 protected:
  int64_t ResetStep() const override;
  double RateAfterReset() const override { return hparam("eqrm_lr"); }
};

}  // namespace graft
