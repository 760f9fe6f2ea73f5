// MaskRule: a dropout mask in the form that kernels draw it in.
#pragma once

#include <cmath>
#include <cstdint>

namespace graft {

// One mask: a key and the probability p of a zero. p = 0 keeps everything.
struct DropoutMask {
  uint64_t key = 0;
  double p = 0;
};

// A DropoutMask made ready: compare 16 random bits with `threshold`.
struct MaskRule {
  explicit MaskRule(DropoutMask mask)
      : key(mask.key),
        threshold(static_cast<uint32_t>(std::lround(mask.p * 65536))),
        scale(65536.0 / (65536.0 - threshold)) {}
  uint64_t key;
  uint32_t threshold;  // an element is dropped if its 16 bits are below this
  double scale;        // 1/(1-p')
};

// How many factors FillMask may write for a row of `columns`.
constexpr int64_t MaskRoom(int64_t columns) { return (columns + 127) / 128 * 128; }

}  // namespace graft
