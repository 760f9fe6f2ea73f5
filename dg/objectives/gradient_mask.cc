#include "dg/objectives/gradient_mask.h"

#include "common/tensor/ops.h"

namespace graft {
namespace {

// s = |mean_e sign g_e| [p]
at::Tensor Agreement(const at::Tensor& gradients) {
  return gradients.sign().mean(0).abs();
}

}  // namespace

at::Tensor AndMaskOf(const at::Tensor& gradients, double tau) {
  return (Agreement(gradients) >= tau).to(gradients.scalar_type());
}

at::Tensor SandMaskOf(const at::Tensor& gradients, double tau, double k) {
  constexpr double kUndecided = 1e-17;  // of no variance and s = τ: ∞ · 0
  const at::Tensor precision = gradients.var(0).reciprocal();  // 1/σ²
  return (k * precision * (Agreement(gradients) - tau))
      .tanh()
      .clamp_min(0)
      .nan_to_num(kUndecided);
}

Scalars GradientMask::Step(std::span<const DomainBatch> batches, int64_t step) {
  const DomainGradients each = DifferentiateEach(batches, step);
  int64_t begin = 0;
  for (const at::Tensor& tensor : adam().tensors()) {
    const int64_t end = begin + tensor.numel();
    const at::Tensor of = each.rows.slice(1, begin, end), mask = MaskOf(of);
    adam()
        .gradient()
        .slice(0, begin, end)
        .copy_(mask * of.mean(0) / (1e-10 + mask.mean()));
    begin = end;
  }
  adam().Step();
  return {{"loss", each.mean_risk()}};
}

REGISTER_OBJECTIVE(AndMask, "ANDMask", "parameters on whose way the domains agree",
                   ObjectiveTraits{.family = Family::kGradients, .min_domains = 2},
                   {{"tau", 1, Draw::Uniform(0.5, 1),
                     "least agreement of signs for a parameter to move"}});

REGISTER_OBJECTIVE(SandMask, "SANDMask",
                   "parameters as far as the domains agree on their way",
                   ObjectiveTraits{.family = Family::kGradients, .min_domains = 2},
                   {{"tau", 0.5, Draw::Uniform(0, 1),
                     "agreement of signs from which a parameter moves"},
                    {"k", 10, Draw::Log10(-3, 5), "steepness of the mask"}});

}  // namespace graft
