// Golden: what another library computed, as tests/golden keeps it.
//
// Idea:   A file holds a padded batch, results, and gradients either whole or as a summary:
//         NAME.index, flat places, and NAME.value, the sum, the 2-norm and the entries there.
// Errors: a missing file or tensor is a CHECK.
#pragma once

#include <string>

#include "common/models/token_batch.h"
#include "common/models/weights.h"
#include "common/tensor/tensor.h"

namespace graft::testing {

// The tensors of a file or folder among the test's data, named from the workspace's root.
Weights GoldenTensors(const std::string& path);

// "input_ids", "token_type_ids" and "attention_mask" with `prefix` before each.
TokenBatch GoldenBatch(const Weights& golden, const std::string& prefix = "");

// How far `got` is from the tensor `name`, in relation to the largest element; where there
// is a summary, to the largest entry, the norm, and √n times the norm for the sum, whichever
// is worst.
double GoldenDistance(const Weights& golden, const std::string& name,
                      const at::Tensor& got);

}  // namespace graft::testing
