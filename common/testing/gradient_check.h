// Gradient check: backward against central differences in float64.
//
// Idea:     Perturb each element of each tensor by ±h, h = ∛ε·max(1,|x|), and compare the
//           difference quotient with the gradient. The quotient's own error is ε|f|/h from
//           rounding and h²|f‴|/6 from curvature: about 4e-11 (|f| + |f‴|).
// Paper:    Gill, Murray, Wright, "Practical Optimization", 1981, section 8.6 for h.
// Differs:  h is the representable step (x+h) - (x-h), not the nominal one.
#pragma once

#include <functional>
#include <vector>

#include "common/tensor/named_tensor.h"
#include "common/tensor/tensor.h"

namespace graft::testing {

struct GradientAgreement {
  double worst = 0;        // largest |analytic - numeric| / (1 + |numeric| + |loss|)
  double cosine = 0;       // of the two gradients over all tensors
  double norm = 0;         // of the analytic gradient: 0 would prove nothing
  bool identical = true;   // bit for bit equal: then only one path ran
  std::string worst_name;  // the tensor with the largest error
};

// `loss` computes a scalar from `tensors`, float64 leaves that require a gradient. Tensors
// with more than `most` elements are checked at `most` places spread over them.
GradientAgreement CheckGradient(const std::function<at::Tensor()>& loss,
                                const std::vector<NamedTensor>& tensors,
                                int64_t most = 64);

// What a test demands: worst below 1e-8 (the quotient's error with room for curvature),
// cosine within 3e-6 of 1, a gradient that is not zero, and two paths.
bool Agrees(const GradientAgreement& a);
std::ostream& operator<<(std::ostream& out, const GradientAgreement& a);

}  // namespace graft::testing
