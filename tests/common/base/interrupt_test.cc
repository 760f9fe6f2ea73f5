#include "common/base/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>

namespace graft {
namespace {

TEST(Interrupt, IsFalseWithoutAGuardAndBeforeASignal) {
  EXPECT_FALSE(Interrupted());
  const InterruptGuard guard;
  EXPECT_FALSE(Interrupted());
}

TEST(Interrupt, RemembersTheSignalUntilTheGuardEnds) {
  for (const int signal : {SIGINT, SIGTERM}) {
    {
      const InterruptGuard guard;
      ASSERT_EQ(std::raise(signal), 0);
      EXPECT_TRUE(Interrupted());
      EXPECT_TRUE(Interrupted());
    }
    EXPECT_FALSE(Interrupted());
    const InterruptGuard anew;
    EXPECT_FALSE(Interrupted());
  }
}

volatile std::sig_atomic_t seen = 0;

TEST(Interrupt, GivesTheFormerHandlersBack) {
  const auto former = std::signal(SIGINT, [](int) { seen = 1; });
  { const InterruptGuard guard; }
  ASSERT_EQ(std::raise(SIGINT), 0);
  EXPECT_EQ(seen, 1);
  EXPECT_FALSE(Interrupted());
  std::signal(SIGINT, former);
}

TEST(InterruptDeathTest, ASecondSignalOfEitherKindEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto twice = [](int first, int second) {
    const InterruptGuard guard;
    std::raise(first);
    std::raise(second);
  };
  EXPECT_EXIT(twice(SIGINT, SIGINT), ::testing::KilledBySignal(SIGINT), "");
  EXPECT_EXIT(twice(SIGINT, SIGTERM), ::testing::KilledBySignal(SIGTERM), "");
  EXPECT_EXIT(twice(SIGTERM, SIGINT), ::testing::KilledBySignal(SIGINT), "");
}

TEST(InterruptDeathTest, TwoGuardsAtOnceAreABug) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const InterruptGuard guard;
  EXPECT_DEATH(InterruptGuard(), "guarded");
}

}  // namespace
}  // namespace graft
