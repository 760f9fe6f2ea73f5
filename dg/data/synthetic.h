// Synthetic: three shifts between domains whose truth is known, for tests and first steps.
//
// Idea:     Domains differ in one way at a time. Correlation: a second feature agrees with the
//           label more or less often, as the colour of ColoredMNIST. Covariate: the inputs
//           move, the rule from input to label stays. Label: the classes' shares change, their
//           inputs stay.
// Symbols:  y ∈ {0, 1}, s = 2y - 1 | e, m, p a domain's parameter | z standard normal
// Computes: correlation  x₁ = s·B(¾) + σz, x₂ = s·B(1 - e) + σz, B(q) = +1 with probability q,
//                        -1 otherwise: x₁ is right in ¾ of every domain, x₂ in 1 - e
//           covariate    x = m u + z,  y = 1 with probability 1/(1 + exp(-4 x₁)), u = (1, …, 1)
//           label        y = 1 with probability p,  x = s (1, 0, …) + z
// Truth:    the best invariant rule is y = [x₁ > 0] in all three but the last, where the best
//           of a domain is y = [x₁ > ½ log((1-p)/p)]; `BestAccuracy` is what that rule reaches.
// Errors:   fewer than 2 features or domains are a CHECK.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "dg/core/domain_data.h"

namespace graft {

enum class Shift { kCorrelation, kCovariate, kLabel };

struct SyntheticConfig {
  Shift shift = Shift::kCorrelation;
  std::vector<double> parameters = {0.1, 0.2, 0.9};  // e, m or p of each domain
  int64_t per_domain = 1000;
  int64_t features = 2;  // the rest are noise
  double sigma = 0.1;    // of correlation
  uint64_t seed = 0;
};

std::unique_ptr<DomainData> SyntheticDomains(const SyntheticConfig& config);

// What the best invariant rule (kLabel: the domain's best rule) reaches with infinitely many
// examples; of kCovariate by integration over x₁.
double BestAccuracy(const SyntheticConfig& config, int domain);

}  // namespace graft
