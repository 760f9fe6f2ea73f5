// Moments: how far apart the distributions of several samples of features are.
//
// Idea:     Two distances between samples, averaged over all pairs of them: of means and
//           covariances, and of Gaussian kernels. Written as sums over samples instead of
//           pairs, so that the cost grows with their number, not its square.
// Paper:    Sun and Saenko, "Deep CORAL", 2016, arXiv 1607.01719; Gretton et al., "A Kernel
//           Two-Sample Test", JMLR 2012, Eq. (5), the biased estimate.
// Symbols:  E samples of n_e rows and F features | μ_e mean [F], C_e covariance [F,F]
//           k(x, y) = Σ_γ exp(-γ |x - y|²) | K_ij mean of k over rows of i and of j
// Computes: CoralDistance = mean_{i<j} [mean_f (μ_i - μ_j)² + mean_{fg} (C_i - C_j)²],
//             where mean_{i<j} (a_i - a_j)² = 2/(E-1) Σ_e (a_e - ā)²
//           MmdDistance = mean_{i<j} (K_ii + K_jj - 2 K_ij)
//             = 2 (E Σ_e K_ee - Σ_ij K_ij) / (E (E-1))
// Cost:     E products of F n_e F; one kernel matrix of all rows.
// Errors:   no sample, or samples of other widths, are a CHECK.
// Differs:  rows are moved to their common mean before |x - y|² is expanded, which changes
//           nothing but its rounding. One sample alone has distance 0.
#pragma once

#include <array>
#include <span>

#include "common/tensor/tensor.h"

namespace graft {

// DomainBed's γ for features.
inline constexpr std::array<double, 7> kFeatureGammas = {1e-3, 1e-2, 0.1, 1,
                                                         10,   100,  1000};

// Of samples [n_e,F].
at::Tensor CoralDistance(std::span<const at::Tensor> samples);
at::Tensor MmdDistance(std::span<const at::Tensor> samples,
                       std::span<const double> gammas = kFeatureGammas);

}  // namespace graft
