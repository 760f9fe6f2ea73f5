#include "dg/objectives/erm_plus_plus.h"

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {

Scalars ErmPlusPlus::Step(std::span<const DomainBatch> batches, int64_t step) {
  const int64_t last = hparams().Whole("linear_steps");
  if (step == 0 && step <= last) Reset(hparam("linear_lr"));
  if (step == last + 1) Reset(hparam("lr"));
  const Scalars scalars =
      step <= last ? DescendClassifier(batches, step) : Descend(batches, step);
  if (step + 1 < hparams().Whole("sma_start_iters"))
    average().Restart();
  else
    average().Add();
  if (!featurizer().Buffers().empty()) {  // the mean's own running statistics
    const NoGrad no_grad;
    average().Features(Join(batches).x, TrainingPass(step));
  }
  return scalars;
}

Scalars ErmPlusPlus::DescendClassifier(std::span<const DomainBatch> batches,
                                       int64_t step) {
  Joint joint = Join(batches);
  at::Tensor theta = adam().values(), before;
  {
    const NoGrad no_grad;
    theta =
        theta.slice(0, 0, -classifier().weight().numel() - classifier().bias().numel());
    before = theta.clone();
    joint.features = featurizer().Features(joint.x, TrainingPass(step));
  }
  const at::Tensor loss = RowLosses(classifier()(joint.features), joint.y).mean();
  Minimise(loss);
  const NoGrad no_grad;
  theta.copy_(before);  // weight decay has moved it
  return {{"loss", loss.item<double>()}};
}

REGISTER_OBJECTIVE(
    ErmPlusPlus, "ERMPlusPlus", "the classifier first, then all, averaged",
    ObjectiveTraits{.family = Family::kWeights,
                    .erm_when = {{"linear_steps", -1}, {"sma_start_iters", 1e9}}},
    {{"linear_lr", 5e-5, Draw::Log10(-5, -3.5), "learning rate of the first steps"},
     {"linear_steps", 500, {}, "steps of the classifier alone, less one"},
     {"sma_start_iters", 600, {}, "steps before the mean begins"}});

}  // namespace graft
