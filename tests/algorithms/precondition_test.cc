#include "algorithms/precondition.h"

#include <gtest/gtest.h>

namespace {

TEST(Precondition, LetsATrueConditionPass) { PRECONDITION(1 + 1 == 2); }

TEST(PreconditionDeathTest, StopsAtAFalseOneAndSaysWhich) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const int k = 3;
  EXPECT_DEATH(PRECONDITION(k < 2),
               "precondition_test.cc:.*precondition failed: k < 2");
}

}  // namespace
