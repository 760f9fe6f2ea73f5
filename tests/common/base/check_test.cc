#include "common/base/check.h"

#include "gtest/gtest.h"

namespace graft {
namespace {

class CheckDeathTest : public ::testing::Test {
 protected:
  CheckDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(CheckDeathTest, AFalseConditionAbortsWithPlaceConditionAndText) {
  EXPECT_DEATH(CHECK(1 > 2) << "because " << 3,
               "check_test.cc:[0-9]+: CHECK failed: 1 > 2 because 3");
}

TEST_F(CheckDeathTest, AComparisonPrintsBothValues) {
  const int two = 2;
  EXPECT_DEATH(CHECK_EQ(two, 3) << "text", "two == 3 \\(2 vs. 3\\) text");
  EXPECT_DEATH(CHECK_NE(two, 2), "two != 2 \\(2 vs. 2\\)");
  EXPECT_DEATH(CHECK_LT(two, 2), "two < 2");
  EXPECT_DEATH(CHECK_LE(two, 1), "two <= 1");
  EXPECT_DEATH(CHECK_GT(two, 2), "two > 2");
  EXPECT_DEATH(CHECK_GE(two, 3), "two >= 3");
}

TEST(Check, ATrueConditionDoesNotEvaluateItsText) {
  int printed = 0;
  const auto text = [&] { return ++printed; };
  CHECK(true) << text();
  CHECK_EQ(1, 1) << text();
  CHECK_LE(1, 1) << text();
  EXPECT_EQ(printed, 0);
}

TEST(Check, TheConditionIsEvaluatedOnceAndBindsAsOneStatement) {
  int evaluated = 0;
  if (evaluated == 0)
    CHECK(++evaluated == 1);
  else
    FAIL();
  EXPECT_EQ(evaluated, 1);
}

TEST(Check, DcheckCostsNothingInOptimisedBuilds) {
  int evaluated = 0;
  DCHECK(++evaluated == 1);
#ifdef NDEBUG
  EXPECT_EQ(evaluated, 0);
#else
  EXPECT_EQ(evaluated, 1);
#endif
}

}  // namespace
}  // namespace graft
