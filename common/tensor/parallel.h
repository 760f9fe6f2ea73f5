// ParallelFor: [begin, end) in pieces of at least `grain`, shared among LibTorch's threads.
#pragma once

#include <ATen/Parallel.h>

#include <cstdint>

namespace graft {

// body(begin, end) is called for disjoint pieces that cover the range.
template <class Body>
void ParallelFor(int64_t begin, int64_t end, int64_t grain, const Body& body) {
  at::parallel_for(begin, end, grain, body);
}

}  // namespace graft
