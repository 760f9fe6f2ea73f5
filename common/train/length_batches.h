// LengthBatches: which sequences to run together where nothing is trained.
//
// Idea:    Ragged batches need no padding, but one long sequence among short ones still makes
//          a batch uneven work. So sequences are sorted by length and cut into batches of a
//          size in tokens; what is found out does not depend on it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace graft {

// Every index 0 … n-1 once, in batches of about 2,048 tokens, shortest sequences first.
std::vector<std::vector<int64_t>> LengthBatches(std::span<const int64_t> lengths);

}  // namespace graft
