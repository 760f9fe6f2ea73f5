// TinyBert: a small random BERT, for tests that need every site of a trunk in milliseconds.
#pragma once

#include "common/models/bert/bert.h"
#include "common/models/token_batch.h"
#include "common/tensor/tensor.h"

namespace graft::testing {

// 2 layers, C = 8, H = 2, F = 12, V = 20, 32 positions, dropout 0.1; weights N(0, 0.3²) and
// LayerNorms near one, so that every site matters.
Bert TinyBert(at::ScalarType dtype = at::kDouble);

// Three sequences of 5, 1 and 3 tokens, the first with a second segment.
TokenBatch TinyBatch();

}  // namespace graft::testing
