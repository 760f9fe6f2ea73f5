// Intervals: what a few seeds, or one test set, say about a mean.
//
// Idea:    Three to five seeds are far too few for the normal distribution: the half width
//          of a mean is Student's t quantile times the standard error. A proportion on
//          one test set gets Wilson's interval, which stays inside [0, 1]. Two methods run
//          with the same seeds and splits are compared by their paired differences.
// Symbols: n values | s standard deviation (n − 1) | t, z quantiles
// Computes: half = t_{(1+c)/2, n−1} · s / √n;
//          Wilson: (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n)
// Paper:   Wilson, "Probable inference, the law of succession, and statistical inference",
//          JASA 1927; Student's t by the regularised incomplete beta function (Lentz).
// Errors:  CHECK where a probability is outside (0, 1) or paired lengths differ.
#pragma once

#include <cstdint>
#include <span>

namespace graft {

struct MeanInterval {
  double mean = 0;        // NaN if count is 0
  double half_width = 0;  // NaN if count is below 2: one value says nothing of spread
  int64_t count = 0;

  double low() const { return mean - half_width; }
  double high() const { return mean + half_width; }
};

struct Range {
  double low = 0;
  double high = 0;
};

// Mean of independent values (one per seed) and its t-interval.
MeanInterval MeanOf(std::span<const double> values, double confidence = 0.95);

// Mean of a[i] − b[i] and its t-interval: the same seeds in both, in the same order.
MeanInterval PairedDifference(std::span<const double> a, std::span<const double> b,
                              double confidence = 0.95);

// Wilson's interval of a proportion; [0, 1] where there were no trials.
Range WilsonInterval(int64_t successes, int64_t trials, double confidence = 0.95);

// The middle value, or the mean of the two middle ones; NaN for none.
double Median(std::span<const double> values);

// P(T ≤ t) for Student's t with `df` > 0 degrees of freedom.
double StudentTCdf(double t, double df);

// The t with P(T ≤ t) = p, to about 12 digits.
double StudentTQuantile(double p, double df);

// The z with P(Z ≤ z) = p for the standard normal, to about 12 digits.
double NormalQuantile(double p);

}  // namespace graft
