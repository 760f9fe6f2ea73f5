#include "dg/objectives/style_mixing.h"

#include <algorithm>

#include "common/base/beta.h"
#include "common/base/check.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

constexpr double kEpsilon = 1e-6;

// λa + (1-λ)a′ for each row.
at::Tensor Mixed(const at::Tensor& a, const at::Tensor& partner,
                 const at::Tensor& lambda) {
  return lambda * a + (1 - lambda) * a.index_select(0, partner);
}

}  // namespace

// Written as y = (γ/σ) x + (β - μ γ/σ), where λ = 1 gives 1 x + 0.
at::Tensor MixStyle(const at::Tensor& x, const at::Tensor& partner,
                    const at::Tensor& lambda) {
  CHECK_EQ(x.dim(), 4);
  const at::Tensor constant = x.detach(), weight = lambda.view({-1, 1, 1, 1});
  const at::Tensor mean = constant.mean({2, 3}, true);
  const at::Tensor deviation =
      ((constant - mean).square().mean({2, 3}, true) + kEpsilon).sqrt();
  const at::Tensor scale = Mixed(deviation, partner, weight) / deviation;
  return x * scale + (Mixed(mean, partner, weight) - mean * scale);
}

at::Tensor EfdMix(const at::Tensor& x, const at::Tensor& partner,
                  const at::Tensor& lambda) {
  CHECK_EQ(x.dim(), 4);
  const at::Tensor flat = x.flatten(2);
  const auto [sorted, places] = flat.sort(2);
  const at::Tensor matched =  // x′_(r) where x_(r) is
      at::zeros_like(flat).scatter(2, places, sorted.index_select(0, partner));
  const at::Tensor mixed =
      flat + (matched - flat.detach()) * (1 - lambda.view({-1, 1, 1}));
  return mixed.view_as(x);
}

std::vector<int64_t> PartnersOf(const Joint& joint, const RandomStream& stream) {
  const int64_t domains = joint.domains();
  const int64_t shift =
      domains == 1 ? 0
                   : 1 + static_cast<int64_t>(stream.Uniform(0) *
                                              static_cast<double>(domains - 1));
  std::vector<int64_t> partners;
  for (int64_t e = 0; e < domains; ++e) {
    const int64_t other = (e + shift) % domains, rows = joint.rows(other);
    const std::vector<int64_t> order =
        stream.Fork(static_cast<uint64_t>(e)).Permutation(rows);
    for (int64_t i = 0; i < joint.rows(e); ++i)
      partners.push_back(joint.starts[other] + order[i % rows]);
  }
  return partners;
}

at::Tensor StyleMixing::Mix(const Joint& joint, int block, const at::Tensor& x,
                            int64_t step) const {
  const auto blocks = static_cast<int64_t>(featurizer().block_widths().size());
  if (block >= std::min(hparams().Whole("mix_blocks"), blocks - 1)) return x;
  const RandomStream stream = Random("mix", step).Fork(static_cast<uint64_t>(block));
  if (stream.Uniform(0) >= hparam("mix_p")) return x;
  const RandomStream of_rows = stream.Fork("lambda");
  std::vector<double> lambda;
  for (int64_t i = 0; i < x.size(0); ++i)
    lambda.push_back(Beta(hparam("mix_alpha"), hparam("mix_alpha"),
                          of_rows.Fork(static_cast<uint64_t>(i))));
  return mix_(x, at::tensor(PartnersOf(joint, stream.Fork("partners")), at::kLong),
              at::tensor(lambda, at::kDouble).to(x.options().requires_grad(false)));
}

Joint StyleMixing::Pass(std::span<const DomainBatch> batches, int64_t step) {
  Joint joint = Join(batches);
  auto pass = TrainingPass(step);
  pass.block = [&](int block, const at::Tensor& x) {
    return Mix(joint, block, x, step);
  };
  NetworkObjective::Forward(joint, pass);
  return joint;
}

at::Tensor StyleMixing::Loss(const Joint& joint, int64_t, Scalars&) {
  return joint.losses.mean();
}

namespace {

const ObjectiveTraits kTraits = {.family = Family::kData,
                                 .ordered = true,
                                 .images = true,
                                 .blocks = true,
                                 .erm_when = {{"mix_p", 0}}};
const std::vector<HparamSpec> kHparams = {
    {"mix_p", 0.5, {}, "probability that a block is mixed in a step"},
    {"mix_alpha", 0.1, Draw::OneOf({0.1, 0.2, 0.3}), "of λ's Beta distribution"},
    {"mix_blocks", 3, Draw::OneOf({1, 2, 3}), "how many blocks, from the first"}};

}  // namespace

REGISTER_OBJECTIVE(MixStyleObjective, "MixStyle",
                   "mean and spread of channels mixed between domains", kTraits,
                   kHparams);
REGISTER_OBJECTIVE(EfdMixObjective, "EFDMix",
                   "the values of channels mixed between domains, rank by rank",
                   kTraits, kHparams);

}  // namespace graft
