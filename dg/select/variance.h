// Variance: how much of the spread of a sweep's accuracies is the split's, the draw of
// hyper-parameters', and the seed's.
//
// Idea:    The ± of a benchmark mixes three causes. A balanced design tells them apart:
//          each effect's mean square is expected to be a known sum of variances, and the
//          equations are solved from the bottom (method of moments, ANOVA estimator).
//          Crossed: every split meets the same draws. Nested: each split has draws of its
//          own (DomainBed draws anew in each trial). A factor with one level tells
//          nothing: its variance joins the next one's, and the name says so.
// Paper:   Searle, Casella and McCulloch, "Variance Components", 1992, chapter 4 (balanced data).
// Symbols: T splits (trials) | D draws | S seeds | n values under one level of the effect
// Model:   crossed y_tds = μ + τ_t + δ_d + (τδ)_td + ε_tds; nested y_tds = μ + τ_t +
//          δ_td + ε_tds; all effects independent with mean 0: no distribution is assumed.
// Computes: σ²_i = (MS_i − MS_j) / n_i, j the next effect that contains i; the last is its MS.
// Cost:    O(T D S).
// Errors:  CHECK where the values are not T · D · S, or not finite.
// Not for: unbalanced designs. An estimate may be negative, which says: none to be seen.
// Tested:  by hand, sums of squares that add up, and unbiased exactly: the mean over all
//          signs of the effects is the variance put in.
#pragma once

#include <string>
#include <vector>

namespace graft {

struct VarianceDesign {
  int splits = 0, draws = 0, seeds = 0;
  std::vector<double> values;  // [splits, draws, seeds]

  bool operator==(const VarianceDesign&) const = default;
};

struct VarianceComponent {
  std::string source;  // "split", "draw", "split × draw", "seed"; "draw and seed"
  int degrees = 0;     // of freedom
  double sum_of_squares = 0;
  double variance = 0;  // the estimate, as it comes: may be negative
};

// One for each effect that the design can tell; none where all are single.
std::vector<VarianceComponent> CrossedComponents(const VarianceDesign& design);
std::vector<VarianceComponent> NestedComponents(const VarianceDesign& design);

}  // namespace graft
