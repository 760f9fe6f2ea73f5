// Dropout: zero each element with probability p, scale the others by 1/(1-p).
//
// Idea:      The mask is a pure function of a 64-bit key, the row and the column, so it is
//            never stored: forward and backward draw the same one again. Evaluation draws
//            nothing, so it cannot disturb training.
// Paper:     Srivastava et al., "Dropout", JMLR 2014. Generator: Philox4x32-10 (rng.h).
// Computes:  y[n][c] = m[n][c] x[n][c] / (1-p'),  P(m = 1) = 1-p',  p' = round(2¹⁶ p)/2¹⁶
// Cost:      one Philox block for eight elements; 4 bytes an element while it is applied.
// Errors:    p outside [0, 1) is a CHECK.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/base/rng.h"
#include "common/kernels/mask_rule.h"
#include "common/tensor/tensor.h"

namespace graft {

// The masks of one forward pass, told apart by the name of the place they are used at.
class Dropout {
 public:
  Dropout() = default;  // evaluation: every mask keeps everything
  explicit Dropout(const RandomStream& step) : stream_(step) {}  // training

  bool on() const { return stream_.has_value(); }
  DropoutMask At(std::string_view site, double p) const;

 private:
  std::optional<RandomStream> stream_;
};

// x of any shape, seen as rows of its last dimension; differentiable.
at::Tensor ApplyDropout(const at::Tensor& x, DropoutMask mask);

}  // namespace graft
