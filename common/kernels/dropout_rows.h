// The factors of a dropout mask, row by row.
#pragma once

#include <cstdint>

#include "common/kernels/mask_rule.h"

namespace graft {

// out [rows,columns] ← 0 or 1/(1-p') for rows first, first + 1, …
void MaskRows(const MaskRule& rule, int64_t first, int64_t rows, int64_t columns,
              float* out);

}  // namespace graft
