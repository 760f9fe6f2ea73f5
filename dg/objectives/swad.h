// Swad: predict by the mean of the weights along the valley of the validation loss.
//
// Idea:     Weights are averaged at every step, which takes in more of a flat region than one
//           in a hundred; but a run that is too young, or overfits, is outside of it. So the mean
//           begins where the loss on held-out source data stops falling and ends where it has
//           clearly risen.
// Paper:    Cha et al., "SWAD: Domain Generalization by Seeking Flat Minima", NeurIPS 2021,
//           arXiv 2102.08604, Algorithm 1.
// Symbols:  E_i loss on the held-out parts of the sources at the i-th of the times it is asked
//           for, every `swad_every_steps` steps from step 0 | N_s `swad_optimum`
//           N_e `swad_overfit` | r `swad_tolerance` | t_s, t_e where the mean begins and ends
//           l the threshold
// Computes: t_s = i - N_s + 1 for the first i with E_{i-N_s+1} = min over the last N_s;
//           l = (r/N_s) Σ of those; t_e = i - N_e for the first i with l < min over the last N_e;
//           θ = the mean of the weights after each step from t_s to t_e
// Init:     until t_s is found the mean is from the lowest E so far, until t_e is to now.
// Cost:     two more sets of weights; a pass over the held-out data every `swad_every_steps` steps.
//           After t_e nothing is computed any more.
// Errors:   InvalidArgument if N_s < 1, N_e < N_s or r < 1.
// Differs:  the paper averages from step 0 while t_s is not found. N_e is counted from the
//           i that gave t_s. The released code averages means of the steps between two
//           evaluations, and starts a little before t_s. Running statistics: weight_average.h.
// Not for:  a trainer that does not call Validate: then it is ERM.
// Tested:   the algorithm on losses by hand, the mean against steps that were kept (light: no
//           value of the authors').
#pragma once

#include "dg/core/averaged_erm.h"

namespace graft {

class Swad final : public AveragedErm {
 public:
  explicit Swad(const ObjectiveSetting& setting);
  static absl::Status Check(const ObjectiveSetting& setting);

  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override;
  void Validate(const HeldOutLoss& loss, int64_t step) override;
  std::vector<NamedTensor> State() const override;

 private:
  enum Phase { kBefore, kDescending, kInside, kEnded };
  // The numbers of `valley_`.
  enum Place { kPhase, kBest, kSum, kLosses, kThreshold, kAbove, kKept, kPlaces };

  double& At(Place place) { return valley_.mutable_data_ptr<double>()[place]; }
  Phase phase() { return static_cast<Phase>(At(kPhase)); }
  void LookForStart(double loss);
  void LookForEnd(double loss);
  void Keep();

  at::Tensor valley_;  // [kPlaces] double
  at::Tensor kept_;    // the mean at the last loss up to l
};

}  // namespace graft
