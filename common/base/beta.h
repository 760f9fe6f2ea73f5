// Beta: a number from a Beta distribution, as mixing two things wants it.
//
// Idea:      Beta(a,b) = X/(X+Y) of X ~ Gamma(a), Y ~ Gamma(b). For a below 1 a Gamma number
//            is one of a + 1 times U^(1/a), which underflows for small a: so all is done in
//            logarithms.
// Paper:     Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS
//            26 (3), 2000.
// Errors:    a or b that is not above 0 is a CHECK.
#pragma once

#include "common/base/rng.h"

namespace graft {

// The stream's only use: its first draws, as many as the rejection takes.
double Beta(double a, double b, const RandomStream& stream);

}  // namespace graft
