#include "dg/objectives/mixup.h"

#include <algorithm>

#include "common/base/beta.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

// The rows that are mixed, pair after pair.
struct Mixture {
  at::Tensor a, b;              // rows of the joint [M] int64
  at::Tensor lambda;            // [M] of `dtype`
  std::vector<int64_t> starts;  // of each pair, as in a Joint

  // λ x_a + (1 - λ) x_b of a tensor of all rows.
  at::Tensor Mix(const at::Tensor& x) const {
    std::vector<int64_t> column(x.dim(), 1);
    column[0] = -1;
    const at::Tensor weight = lambda.view(column);
    return weight * x.index_select(0, a) + (1 - weight) * x.index_select(0, b);
  }
};

Mixture MixtureOf(const Joint& joint, const MixupDraw& draw, at::ScalarType dtype) {
  std::vector<at::Tensor> a, b, lambda;
  Mixture mixture;
  mixture.starts = {0};
  for (size_t i = 0; i < draw.order.size(); ++i) {
    const int64_t of_a = draw.order[i], of_b = draw.order[(i + 1) % draw.order.size()];
    const int64_t rows = std::min(joint.rows(of_a), joint.rows(of_b));
    const at::Tensor places = at::arange(rows, at::kLong);
    a.push_back(places + joint.starts[of_a]);
    b.push_back(places + joint.starts[of_b]);
    lambda.push_back(at::full({rows}, draw.lambda[i], dtype));
    mixture.starts.push_back(mixture.starts.back() + rows);
  }
  mixture.a = at::cat(a);
  mixture.b = at::cat(b);
  mixture.lambda = at::cat(lambda);
  return mixture;
}

}  // namespace

MixupDraw Mixup::Draw(int64_t step) const {
  const RandomStream stream = Random("mixup", step);
  const double alpha = hparam("mixup_alpha");
  MixupDraw draw = {.order = stream.Permutation(setting().domains)};
  for (size_t i = 0; i < draw.order.size(); ++i)
    draw.lambda.push_back(Beta(alpha, alpha, stream.Fork(i)));
  return draw;
}

Joint Mixup::Pass(std::span<const DomainBatch> batches, int64_t step) {
  const Joint joint = Join(batches);
  const Mixture mixture = MixtureOf(joint, Draw(step), dtype());
  const auto features = [&](const Inputs& x) {
    return featurizer().Features(x, TrainingPass(step));
  };
  Joint mixed;
  mixed.starts = mixture.starts;
  mixed.features = joint.x.texts() ? mixture.Mix(features(joint.x))
                                   : features(Inputs(mixture.Mix(joint.x.values)));
  mixed.logits = classifier()(mixed.features);
  mixed
      .losses =  // of each row                                                         (2)
      mixture.lambda * RowLosses(mixed.logits, joint.y.index_select(0, mixture.a)) +
      (1 - mixture.lambda) *
          RowLosses(mixed.logits, joint.y.index_select(0, mixture.b));
  return mixed;
}

at::Tensor Mixup::Loss(const Joint& mixed, int64_t, Scalars&) {
  return mixed.MeanRisk();
}

REGISTER_OBJECTIVE(Mixup, "Mixup", "straight lines between the examples of two domains",
                   ObjectiveTraits{
                       .family = Family::kData, .min_domains = 2, .ordered = true},
                   {{"mixup_alpha", 0.2, Draw::Log10(-1, 1), "α of Beta(α, α)"}});

}  // namespace graft
