#include "common/tensor/threads.h"

#include <ATen/Parallel.h>

#include "common/base/check.h"

namespace graft {

void SetThreads(int threads) {
  CHECK_GE(threads, 1);
  at::set_num_threads(threads);
}

int Threads() { return at::get_num_threads(); }

}  // namespace graft
