// Discrepancy: how well a trained discriminator tells two samples apart.
//
// Idea:     Two distributions are far apart for a class of functions if one of them separates
//           samples of the two. Half of each sample trains a logistic regression, the other
//           half says how often it is wrong: no overfit counts as distance.
// Paper:    Ben-David et al., "Analysis of Representations for Domain Adaptation", NIPS 2006,
//           and "A theory of learning from different domains", Machine Learning 2010,
//           section 4.1, Lemma 2: the proxy A-distance.
// Symbols:  ε error of the discriminator on the second halves, each sample weighing ½
// Computes: d = 2 (1 - 2 ε), cut to [0, 2]
// Errors:   InvalidArgument for a sample of fewer than 4 rows, or what fitting says. Rows of
//           different widths are a CHECK.
// Differs:  the linear functions of the features, where the theory has all of H; a lower bound.
#pragma once

#include <vector>

#include "common/base/status.h"
#include "common/tensor/tensor.h"

namespace graft {

// Of rows [n,F] and [m,F]; deterministic: even rows train, odd ones judge.
absl::StatusOr<double> ProxyADistance(const at::Tensor& a, const at::Tensor& b);

// The distance between `target` and the mixture of `sources` that is nearest, over weights in
// multiples of 1/steps: γ of the convex hull (Albuquerque et al., arXiv 1911.00804).
struct NearestMixture {
  double distance = 2;
  std::vector<double> weights = {};  // of the sources; their sum is 1
};
absl::StatusOr<NearestMixture> NearestInHull(const at::Tensor& target,
                                             const std::vector<at::Tensor>& sources,
                                             int steps);

// The largest distance between two of the sources: ρ. Over the whole hull it is no larger: a
// difference of mixtures is a mean of differences.
absl::StatusOr<double> LargestPairwise(const std::vector<at::Tensor>& sources);

}  // namespace graft
