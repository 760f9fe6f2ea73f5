// Significance: whether a difference between two methods could be chance.
//
// Idea:    Methods run with the same seeds and splits are compared by their paired
//          differences: what the seeds share drops out. With many comparisons at once
//          some look significant by chance; Holm's correction keeps the probability of one
//          false finding among all of them below the level, whatever their dependence.
// Paper:   Student's paired t test; Holm, "A simple sequentially rejective multiple test
//          procedure", Scandinavian Journal of Statistics 1979.
// Symbols: d = a − b, n pairs, s their standard deviation (n − 1) | m p values, sorted
// Computes: t = d̄ √n / s, p = 2 P(T_{n−1} ≤ −|t|);
//          p̃_(i) = max_{j ≤ i} min(1, (m − j + 1) p_(j))
// Errors:  CHECK where lengths differ or a p value is outside [0, 1].
// Tested:  against scipy and statsmodels, closed forms of one and two degrees of freedom.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "common/train/intervals.h"

namespace graft {

struct PairedTest {
  MeanInterval difference;  // of a − b, with its t-interval
  double t = std::numeric_limits<double>::quiet_NaN();
  double p = std::numeric_limits<double>::quiet_NaN();  // two-sided
};

// Whether the mean of a[i] − b[i] differs from 0. With fewer than two pairs t and p are
// NaN; differences that are all the same number have t = ±∞ and p = 0, all zero t = 0 and p = 1.
PairedTest PairedTTest(std::span<const double> a, std::span<const double> b,
                       double confidence = 0.95);

// Holm's adjusted p values, in the order given; a NaN stays one and does not count.
std::vector<double> HolmAdjusted(std::span<const double> p);

}  // namespace graft
