#include "common/tensor/threads.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

TEST(Threads, AreAsManyAsWereSet) {
  for (const int count : {2, 1}) {
    SetThreads(count);
    EXPECT_EQ(Threads(), count);
  }
}

TEST(ThreadsDeathTest, RejectNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(SetThreads(0), "CHECK failed");
}

}  // namespace
}  // namespace graft
