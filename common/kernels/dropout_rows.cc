#include "common/kernels/dropout_rows.h"

#include "common/kernels/fill_mask.h"

namespace graft {

GRAFT_CLONES void MaskRows(const MaskRule& rule, int64_t first, int64_t rows,
                           int64_t columns, float* out) {
  float room[128];
  for (int64_t n = 0; n < rows; ++n) {
    for (int64_t c = 0; c < columns; c += 128) {
      // One tile at a time keeps the scratch on the stack, whatever the width.
      const uint64_t tile = static_cast<uint64_t>(c / 128) << 40;
      FillMask(rule, tile | static_cast<uint64_t>(first + n), 128, room);
      const int64_t width = columns - c < 128 ? columns - c : 128;
      for (int64_t i = 0; i < width; ++i) out[n * columns + c + i] = room[i];
    }
  }
}

}  // namespace graft
