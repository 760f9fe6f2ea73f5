#include "dg/objectives/swad.h"

#include <algorithm>

#include "common/base/check.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {

Swad::Swad(const ObjectiveSetting& setting)
    : AveragedErm(setting),
      valley_(at::zeros({kPlaces}, at::kDouble)),
      kept_(at::zeros_like(average().values())) {}

absl::Status Swad::Check(const ObjectiveSetting& setting) {
  const Hparams& h = setting.hparams;
  if (h["swad_optimum"] >= 1 && h["swad_overfit"] >= h["swad_optimum"] &&
      h["swad_tolerance"] >= 1)
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat("swad_optimum=", h["swad_optimum"], ", swad_overfit=", h["swad_overfit"],
             ", swad_tolerance=", h["swad_tolerance"],
             ": expected 1 or more each, and swad_overfit not below swad_optimum"));
}

Scalars Swad::Step(std::span<const DomainBatch> batches, int64_t step) {
  Scalars scalars;
  if (phase() != kEnded) {
    scalars = Descend(batches, step);
    if (phase() == kBefore)
      average().Restart();
    else
      average().Add();
  }
  scalars["averaged"] = static_cast<double>(average().count());
  return scalars;
}

void Swad::Validate(const HeldOutLoss& loss, int64_t step) {
  const int64_t every = std::max<int64_t>(1, hparams().Whole("swad_every_steps"));
  if (phase() == kEnded || step % every != 0) return;
  const double now = loss([this](const Inputs& x) { return LogitsNow(x); });
  if (phase() == kInside)
    LookForEnd(now);
  else
    LookForStart(now);
}

// t_s is the lowest loss so far once N_s - 1 more have not been below it.
void Swad::LookForStart(double loss) {
  if (phase() == kBefore || loss < At(kBest)) {
    average().Restart();
    At(kPhase) = kDescending;
    At(kBest) = loss;
    At(kSum) = At(kLosses) = 0;
  }
  At(kSum) += loss;
  At(kLosses) += 1;
  if (At(kLosses) < hparam("swad_optimum")) return;
  At(kThreshold) = hparam("swad_tolerance") * At(kSum) / At(kLosses);  // l
  At(kPhase) = kInside;
  Keep();
}

void Swad::LookForEnd(double loss) {
  if (loss <= At(kThreshold)) return Keep();
  At(kAbove) += 1;
  if (At(kAbove) < hparam("swad_overfit")) return;
  average().Restore(kept_, static_cast<int64_t>(At(kKept)));
  At(kPhase) = kEnded;
}

// t_e is not before now.
void Swad::Keep() {
  const NoGrad no_grad;
  At(kAbove) = 0;
  kept_.copy_(average().values());
  At(kKept) = static_cast<double>(average().count());
}

std::vector<NamedTensor> Swad::State() const {
  std::vector<NamedTensor> all = AveragedErm::State();
  all.push_back({"swad.valley", valley_});
  all.push_back({"swad.kept", kept_});
  return all;
}

REGISTER_OBJECTIVE(
    Swad, "SWAD", "predict by the mean of the weights in the validation loss's valley",
    ObjectiveTraits{.family = Family::kWeights},
    {{"swad_optimum", 3, {}, "N_s: losses that the first must not exceed"},
     {"swad_overfit", 6, {}, "N_e: losses above the threshold that end it"},
     {"swad_tolerance", 1.3, {}, "r: threshold in mean losses"},
     {"swad_every_steps", 100, {}, "steps between two losses"}});

}  // namespace graft
