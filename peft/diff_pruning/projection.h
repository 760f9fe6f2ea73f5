// Projection: cut a diff to exactly so many elements, the largest of all tensors together.
//
// Idea:     One threshold for the whole model decides how many elements a tensor keeps: a
//           tensor that the task does not need keeps none.
// Paper:    Guo et al., ACL 2021, section 3.2: "projection onto the L0 ball".
// Computes: the `keep` elements of largest |value|; of equal ones those that come first, by
//           tensor in the order given and by index.
// Cost:     O(n) time, 4 (8) bytes an element for the magnitudes.
// Errors:   a count outside 0 … n, or a value that is NaN, is a CHECK.
// Differs:  the released code bisects the threshold to 1e-6 of the share; here the count is
//           exact.
#pragma once

#include <cstdint>
#include <vector>

#include "common/tensor/named_tensor.h"

namespace graft {

// For each tensor the kept elements' indices in it, ascending int64 [n].
std::vector<at::Tensor> LargestElements(const std::vector<NamedTensor>& diffs,
                                        int64_t keep);

}  // namespace graft
