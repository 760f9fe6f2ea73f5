#include "dg/objectives/mldg.h"

#include <algorithm>

#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr int64_t kDefaultTests = 2;

// Where a new Adam's first step leads from θ with gradient g: its moments are g and g².
at::Tensor FirstStep(const at::Tensor& weights, const at::Tensor& gradient,
                     const AdamConfig& config) {
  const at::Tensor g = gradient + config.weight_decay * weights;
  return weights - config.rate * g / (g.abs() + 1e-8);
}

}  // namespace

std::vector<std::pair<int64_t, int64_t>> TrainTestPairs(
    const std::vector<int64_t>& permuted, int64_t tests) {
  const int64_t trains = static_cast<int64_t>(permuted.size()) - tests;
  std::vector<std::pair<int64_t, int64_t>> pairs;
  for (int64_t p = 0; p < trains; ++p)
    pairs.emplace_back(permuted[p], permuted[trains + p % tests]);
  return pairs;
}

Mldg::Mldg(const ObjectiveSetting& setting)
    : GradientObjective(setting),
      tests_(std::min(hparams().Whole("n_meta_test"), setting.domains - 1)) {}

absl::Status Mldg::Check(const ObjectiveSetting& setting) {
  const int64_t tests = setting.hparams.Whole("n_meta_test"),
                most = std::max(kDefaultTests, setting.domains - 1);
  if (tests >= 1 && tests <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(StrCat(
      "n_meta_test=", tests, " of ", setting.domains, " source domains leaves none to ",
      tests < 1 ? "test" : "train", " on: expected 1 to ", setting.domains - 1));
}

std::vector<int64_t> Mldg::Order(int64_t domains, int64_t step) const {
  return Random("split", step).Permutation(domains);
}

Scalars Mldg::Step(std::span<const DomainBatch> batches, int64_t step) {
  const auto domains = static_cast<int64_t>(batches.size());
  const double beta = hparam("mldg_beta"), share = 1 / static_cast<double>(domains);
  const at::Tensor weights = adam().values(), gradient = adam().gradient(),
                   sum = at::zeros_like(weights);
  double loss = 0;
  for (const auto& [train, test] : TrainTestPairs(Order(domains, step), tests_)) {
    loss += share * Differentiate(ForwardOne(batches[train], step));
    sum.add_(gradient, share);
    const Excursion excursion(adam());
    weights.copy_(FirstStep(weights, gradient, adam_config()));
    loss += share * beta * Differentiate(ForwardOne(batches[test], step));
    sum.add_(gradient, share * beta);
  }
  gradient.copy_(sum);
  adam().Step();
  return {{"loss", loss}};
}

REGISTER_OBJECTIVE(Mldg, "MLDG", "steps on some domains that help on others",
                   ObjectiveTraits{
                       .family = Family::kGradients, .min_domains = 2, .ordered = true},
                   {{"mldg_beta", 1, Draw::Log10(-1, 1), "weight of the tests"},
                    {"n_meta_test", kDefaultTests, Draw::OneOf({1, 2}),
                     "domains to test on, one less than all at most"}});

}  // namespace graft
