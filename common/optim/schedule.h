// Schedule: the learning rate as a factor of its peak, step by step.
//
// Computes: for step t of T with warm-up w:  t/w while t < w; then
//           constant 1 | linear (T-t)/(T-w) | cosine (1 + cos(π (t-w)/(T-w)))/2 |
//           exponential 0.95^⌊t/e⌋, a step down after each epoch of e steps
// Errors:   InvalidArgument for an unknown name; a warm-up outside 0 … T is a CHECK.
// Differs:  none from HF's get_*_schedule_with_warmup and PyTorch's ExponentialLR stepped once
//           an epoch (P-tuning v2's released code, with γ = 0.95); t counts finished steps,
//           so the very first step of a warmed-up run has rate 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace graft {

enum class ScheduleKind { kConstant, kLinear, kCosine, kExponential };

// "constant", "linear", "cosine" or "exponential".
absl::StatusOr<ScheduleKind> ParseScheduleKind(std::string_view name);
std::string ScheduleName(ScheduleKind kind);

struct Schedule {
  ScheduleKind kind = ScheduleKind::kLinear;
  int64_t warm_up = 0;  // steps, ≤ total
  int64_t total = 1;    // steps
  int64_t epoch = 1;    // steps; of kExponential

  // Factor in [0, 1] for the step after `done` finished ones.
  double At(int64_t done) const;
};

}  // namespace graft
