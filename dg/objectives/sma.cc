#include "dg/objectives/sma.h"

namespace graft {

Scalars Sma::Step(std::span<const DomainBatch> batches, int64_t step) {
  const Scalars scalars = Descend(batches, step);
  if (step + 1 < hparams().Whole("sma_start_iters"))
    average().Restart();
  else
    average().Add();
  return scalars;
}

REGISTER_OBJECTIVE(Sma, "SMA", "predict by the mean of the weights so far",
                   ObjectiveTraits{.family = Family::kWeights,
                                   .erm_when = {{"sma_start_iters", 1e9}}},
                   {{"sma_start_iters", 100, {}, "steps before the mean begins"}});

}  // namespace graft
