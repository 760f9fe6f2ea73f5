// Bf16: bfloat16 as its bits, for row kernels: loaded as float, stored rounded to nearest even.
#pragma once

#include <bit>
#include <cstdint>

#include "common/kernels/simd.h"

namespace graft {

// Arithmetic happens in float.
struct Bf16 {
  uint16_t bits;
};

// What sums of elements T are kept in.
template <class T>
struct Accumulator {
  using type = float;
};
template <>
struct Accumulator<double> {
  using type = double;
};
template <class T>
using AccumulatorOf = typename Accumulator<T>::type;

GRAFT_INLINE float Load(float x) { return x; }
GRAFT_INLINE double Load(double x) { return x; }
GRAFT_INLINE float Load(Bf16 x) {
  return std::bit_cast<float>(static_cast<uint32_t>(x.bits) << 16);
}
GRAFT_INLINE void Store(float value, float& to) { to = value; }
GRAFT_INLINE void Store(double value, double& to) { to = value; }
GRAFT_INLINE void Store(float value, Bf16& to) {
  const auto bits = std::bit_cast<uint32_t>(value);
  to.bits = static_cast<uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

}  // namespace graft
