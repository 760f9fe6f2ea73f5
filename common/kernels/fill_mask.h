// FillMask: the mask generator, for kernels that fuse dropout with something else. Included
// by .cc files only.
#pragma once

#include <cstdint>

#include "common/kernels/mask_rule.h"
#include "common/kernels/simd.h"

namespace graft {

// factor[c] = 0 or rule.scale for c < columns, of row `row`. `factor` has room for
// columns rounded up to a multiple of 128. Sixteen Philox blocks are drawn side by side, so
// that each round is one vector instruction per line.
template <class T>
GRAFT_INLINE void FillMask(const MaskRule& rule, uint64_t row, int64_t columns,
                           T* factor) {
  constexpr int kLanes = 16;
  for (int64_t begin = 0; begin < columns; begin += 8 * kLanes) {
    uint32_t c0[kLanes], c1[kLanes], c2[kLanes], c3[kLanes];
    for (int i = 0; i < kLanes; ++i) {
      c0[i] = static_cast<uint32_t>(begin / 8 + i);
      c1[i] = static_cast<uint32_t>(row);
      c2[i] = static_cast<uint32_t>(row >> 32);
      c3[i] = 1;  // apart from RandomStream's own draws, which have 0 here
    }
    uint32_t k0 = static_cast<uint32_t>(rule.key);
    uint32_t k1 = static_cast<uint32_t>(rule.key >> 32);
    for (int round = 0; round < 10; ++round) {
      for (int i = 0; i < kLanes; ++i) {
        const uint64_t p0 = uint64_t{0xD2511F53} * c0[i];
        const uint64_t p1 = uint64_t{0xCD9E8D57} * c2[i];
        c0[i] = static_cast<uint32_t>(p1 >> 32) ^ c1[i] ^ k0;
        c1[i] = static_cast<uint32_t>(p1);
        c2[i] = static_cast<uint32_t>(p0 >> 32) ^ c3[i] ^ k1;
        c3[i] = static_cast<uint32_t>(p0);
      }
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    T* out = factor + begin;
    const T scale = static_cast<T>(rule.scale);
    const auto keep = [&](uint32_t bits) {
      return bits < rule.threshold ? T{0} : scale;
    };
    for (int i = 0; i < kLanes; ++i) {
      out[i] = keep(c0[i] & 0xFFFF);
      out[kLanes + i] = keep(c0[i] >> 16);
      out[2 * kLanes + i] = keep(c1[i] & 0xFFFF);
      out[3 * kLanes + i] = keep(c1[i] >> 16);
      out[4 * kLanes + i] = keep(c2[i] & 0xFFFF);
      out[5 * kLanes + i] = keep(c2[i] >> 16);
      out[6 * kLanes + i] = keep(c3[i] & 0xFFFF);
      out[7 * kLanes + i] = keep(c3[i] >> 16);
    }
  }
}

}  // namespace graft
