// TokenBatch: the token ids of several sequences, one after another, without padding.
//
// Errors: ids, types or mask of different sizes are a CHECK. Whether ids and types lie in the
//         model's tables is not asked: see vocabulary.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "common/tensor/tensor.h"

namespace graft {

struct TokenBatch {
  at::Tensor ids;               // [N] int64
  at::Tensor types;             // [N] int64: 0, or 1 for the second text of a pair
  std::vector<int64_t> starts;  // [B+1]: sequence b is tokens starts[b] … starts[b+1]-1
};

// One tokenised text.
struct TokenSequence {
  std::vector<int32_t> ids;
  std::vector<int32_t> types;  // as long as ids
};

TokenBatch MakeBatch(std::span<const TokenSequence* const> sequences);
TokenBatch MakeBatch(const std::vector<TokenSequence>& sequences);

// From padded ids and mask [B,T]; tokens whose mask is 0 are left out. For callers that hold
// padded batches: the result of the model is the same.
TokenBatch FromPadded(const at::Tensor& ids, const at::Tensor& types,
                      const at::Tensor& mask);

}  // namespace graft
