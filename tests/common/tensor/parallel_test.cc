#include "common/tensor/parallel.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/tensor/threads.h"

namespace graft {
namespace {

// Each index is visited once, whatever the number of threads and the grain.
TEST(ParallelFor, CoversTheRangeOnce) {
  for (const int threads : {1, 2, 3}) {
    SetThreads(threads);
    for (const int64_t grain : {1, 7, 1000}) {
      std::vector<int> visits(101, 0);
      ParallelFor(3, 101, grain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) ++visits[i];
      });
      for (int64_t i = 0; i < 101; ++i) EXPECT_EQ(visits[i], i >= 3) << i;
    }
  }
  SetThreads(1);
}

TEST(ParallelFor, DoesNothingForAnEmptyRange) {
  ParallelFor(5, 5, 1, [](int64_t begin, int64_t end) { EXPECT_EQ(begin, end); });
}

}  // namespace
}  // namespace graft
