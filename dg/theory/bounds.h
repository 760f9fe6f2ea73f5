// Bounds: three bounds on the error in an unseen domain, as numbers of one trained model.
//
// Idea:     The survey quotes what theory says a target error depends on. Every term but the
//           best joint error can be measured when the target is at hand; side by side with
//           the error itself they show how tight such a bound is.
// Paper:    Wang et al., "Generalizing to Unseen Domains", TKDE 2022, arXiv 2103.03097,
//           section 3: Ben-David et al. 2010 (adaptation); Blanchard et al. 2011, 2021
//           (average risk); Albuquerque et al. 2019 (convex hull).
// Symbols:  ε_i error of source i | ε_t of the target | d proxy A-distance (discrepancy.h)
//           λ error of the best linear classifier of the features on sources and target
//           together, summed | M sources, n examples of each, δ = 0.05 | π* nearest mixture
// Computes: adaptation    ε_t ≤ mean ε_i + d(mixture of sources, target)/2 + λ
//           average risk  |ε_t's mean - mean ε_i| = O(√(log(M/δ)/n) + √(log(1/δ)/M))
//           hull          ε_t ≤ Σ π*_i ε_i + (γ + ρ)/2 + λ
// Errors:   those of discrepancy.h.
// Differs:  d, γ, ρ are of linear functions of the features, lower bounds of the theory's;
//           the average-risk bound is given without its constant.
#pragma once

#include <vector>

#include "common/base/status.h"
#include "dg/core/domain_data.h"
#include "dg/core/objective.h"
#include "dg/core/partition.h"

namespace graft {

struct TheoryNumbers {
  double source_error = 0;    // mean ε_i, on the held-out parts
  double target_error = 0;    // ε_t
  double discrepancy = 0;     // d/2
  double joint_error = 0;     // λ
  double gamma = 0, rho = 0;  // of the hull
  double hull_error = 0;      // Σ π*_i ε_i
  double deviation = 0;       // the average-risk term

  double adaptation_bound() const { return source_error + discrepancy + joint_error; }
  double hull_bound() const { return hull_error + (gamma + rho) / 2 + joint_error; }
};

// `most`: rows of a domain that are looked at, the first of its held-out part (sources) or of
// its training part (target).
absl::StatusOr<TheoryNumbers> MeasureBounds(const Objective& objective,
                                            const DomainData& data,
                                            const std::vector<DomainPart>& parts,
                                            const std::vector<int>& sources, int target,
                                            int64_t most = 1000);

}  // namespace graft
