#include "common/optim/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

// The closed forms at a few steps of 100, ten of them warm-up.
TEST(Schedule, FollowsItsClosedForms) {
  for (const ScheduleKind kind :
       {ScheduleKind::kConstant, ScheduleKind::kLinear, ScheduleKind::kCosine}) {
    const Schedule schedule{kind, 10, 100};
    EXPECT_EQ(schedule.At(0), 0);
    EXPECT_DOUBLE_EQ(schedule.At(5), 0.5);
    EXPECT_DOUBLE_EQ(schedule.At(10), 1);
  }
  EXPECT_EQ((Schedule{ScheduleKind::kConstant, 10, 100}).At(99), 1);
  EXPECT_DOUBLE_EQ((Schedule{ScheduleKind::kLinear, 10, 100}).At(55), 0.5);
  EXPECT_DOUBLE_EQ((Schedule{ScheduleKind::kLinear, 10, 100}).At(100), 0);
  EXPECT_DOUBLE_EQ((Schedule{ScheduleKind::kCosine, 10, 100}).At(55), 0.5);
  EXPECT_NEAR((Schedule{ScheduleKind::kCosine, 10, 100}).At(100), 0, 1e-16);
}

TEST(Schedule, WithoutWarmUpStartsAtThePeak) {
  EXPECT_EQ((Schedule{ScheduleKind::kLinear, 0, 4}).At(0), 1);
  EXPECT_DOUBLE_EQ((Schedule{ScheduleKind::kLinear, 0, 4}).At(1), 0.75);
}

TEST(Schedule, ExponentialStepsDownAfterEachEpoch) {
  const Schedule schedule{ScheduleKind::kExponential, 0, 100, 10};
  EXPECT_EQ(schedule.At(0), 1);
  EXPECT_EQ(schedule.At(9), 1);
  EXPECT_DOUBLE_EQ(schedule.At(10), 0.95);
  EXPECT_DOUBLE_EQ(schedule.At(99), std::pow(0.95, 9));
}

TEST(Schedule, StaysAtZeroBeyondItsEnd) {
  EXPECT_EQ((Schedule{ScheduleKind::kLinear, 0, 4}).At(9), 0);
}

TEST(Schedule, NamesReadBack) {
  for (const char* name : {"constant", "linear", "cosine", "exponential"})
    EXPECT_EQ(ScheduleName(*ParseScheduleKind(name)), name);
  EXPECT_EQ(
      std::string(ParseScheduleKind("step").status().message()),
      "unknown schedule 'step': expected constant, linear, cosine or exponential");
}

}  // namespace
}  // namespace graft
