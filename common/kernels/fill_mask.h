// FillMask: the generator of masks and gates, for kernels that fuse them with something else.
// Included by .cc files only.
#pragma once

#include <cstdint>

#include "common/kernels/mask_rule.h"
#include "common/kernels/simd.h"

namespace graft {

// put(i, bits) for the 16 random bits of each i < 128: those of the columns 128·tile … of row
// `row`. Sixteen Philox blocks are drawn side by side, so that each round is one vector
// instruction per line.
template <class Put>
GRAFT_INLINE void DrawTile(uint64_t key, uint64_t row, uint32_t tile, const Put& put) {
  constexpr int kLanes = 16;
  uint32_t c0[kLanes], c1[kLanes], c2[kLanes], c3[kLanes];
  for (int i = 0; i < kLanes; ++i) {
    c0[i] = kLanes * tile + static_cast<uint32_t>(i);
    c1[i] = static_cast<uint32_t>(row);
    c2[i] = static_cast<uint32_t>(row >> 32);
    c3[i] = 1;  // apart from RandomStream's own draws, which have 0 here
  }
  uint32_t k0 = static_cast<uint32_t>(key);
  uint32_t k1 = static_cast<uint32_t>(key >> 32);
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
  for (int i = 0; i < kLanes; ++i) {
    put(i, c0[i] & 0xFFFF);
    put(kLanes + i, c0[i] >> 16);
    put(2 * kLanes + i, c1[i] & 0xFFFF);
    put(3 * kLanes + i, c1[i] >> 16);
    put(4 * kLanes + i, c2[i] & 0xFFFF);
    put(5 * kLanes + i, c2[i] >> 16);
    put(6 * kLanes + i, c3[i] & 0xFFFF);
    put(7 * kLanes + i, c3[i] >> 16);
  }
}

// factor[c] = 0 or rule.scale for c < columns, of row `row`. `factor` has room for
// columns rounded up to a multiple of 128.
template <class T>
GRAFT_INLINE void FillMask(const MaskRule& rule, uint64_t row, int64_t columns,
                           T* factor) {
  const T scale = static_cast<T>(rule.scale);
  for (int64_t begin = 0; begin < columns; begin += 128)
    DrawTile(rule.key, row, static_cast<uint32_t>(begin / 128),
             [&](int i, uint32_t bits) {
               factor[begin + i] = bits < rule.threshold ? T{0} : scale;
             });
}

}  // namespace graft
