// What the row kernels share: code for three instruction sets, and a float exponential that
// the compiler can vectorise.
//
// Use: a kernel is an always-inline template (GRAFT_INLINE) over the element type, and one
// plain function per type, marked GRAFT_CLONES, that calls it. The loader picks the clone for
// the machine. Include it in .cc files only.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#define GRAFT_INLINE __attribute__((always_inline)) inline
#if defined(__SANITIZE_ADDRESS__)
#define GRAFT_CLONES
#else
#define GRAFT_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif

namespace graft::simd {

// eˣ for x ≤ 0, within 2.5 ε; below −87 it is 0 to within float's smallest normal.
// x = n ln 2 + r with |r| ≤ ln 2 / 2, and a polynomial of degree 6 for eʳ (Cody and Waite).
GRAFT_INLINE float Exp(float x) {
  constexpr float kShift = 12582912.0f;  // 1.5 · 2²³: adding it rounds to an integer
  x = x < -87.0f ? -87.0f : x;
  const float shifted = x * 1.44269504f + kShift;
  const float n = shifted - kShift;
  const float r = (x - n * 0.693145752f) - n * 1.42860677e-6f;
  float p = 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const auto bits = std::bit_cast<uint32_t>(shifted)
                    << 23;  // n in the exponent's place
  return std::bit_cast<float>(std::bit_cast<uint32_t>(p) + bits);
}

GRAFT_INLINE double Exp(double x) { return std::exp(x); }

}  // namespace graft::simd
