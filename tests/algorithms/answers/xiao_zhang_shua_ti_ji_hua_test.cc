#include "algorithms/answers/xiao_zhang_shua_ti_ji_hua.h"

#include <gtest/gtest.h>

#include "tests/algorithms/answers/small_inputs.h"

namespace graft::answers {
namespace {

TEST(XiaoZhangShuaTiJiHua, SolvesTheExamples) {
  EXPECT_EQ(XiaoZhangShuaTiJiHua({1, 2, 3, 3}, 2), 3);
  EXPECT_EQ(XiaoZhangShuaTiJiHua({999, 999, 999}, 4), 0);
}

// Day one takes one exercise, or two, or …; the friend does any one of them.
int BestOfAllPlans(const std::vector<int>& time, int days) {
  if (time.empty()) return 0;
  if (days == 0) return 1000;
  int best = 1000;
  for (size_t first = 1; first <= time.size(); ++first) {
    const std::vector<int> rest(time.begin() + first, time.end());
    const int others = BestOfAllPlans(rest, days - 1);
    const int sum = std::accumulate(time.begin(), time.begin() + first, 0);
    for (size_t helped = 0; helped < first; ++helped)
      best = std::min(best, std::max(sum - time[helped], others));
  }
  return best;
}

TEST(XiaoZhangShuaTiJiHua, IsTheBestOfAllPlans) {
  for (const std::vector<int>& time : AllArrays(0, 3, 1, 5))
    for (int m = 1; m <= 6; ++m)
      ASSERT_EQ(XiaoZhangShuaTiJiHua(time, m), BestOfAllPlans(time, m));
}

TEST(XiaoZhangShuaTiJiHua, IsNothingWithADayForEachExercise) {
  EXPECT_EQ(XiaoZhangShuaTiJiHua({7}, 1), 0);
  EXPECT_EQ(XiaoZhangShuaTiJiHua({7, 8, 9}, 3), 0);
  EXPECT_EQ(XiaoZhangShuaTiJiHua({0, 0, 0}, 1), 0);
}

TEST(XiaoZhangShuaTiJiHua, AddsBeyond32Bits) {
  EXPECT_EQ(XiaoZhangShuaTiJiHua(std::vector<int>(4, 2147483647), 1), 6442450941);
}

TEST(XiaoZhangShuaTiJiHuaDeathTest, RefusesNoExercisesAndNoDays) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(XiaoZhangShuaTiJiHua({}, 1), "precondition failed: !time.empty");
  EXPECT_DEATH(XiaoZhangShuaTiJiHua({1}, 0), "precondition failed: m >= 1");
}

}  // namespace
}  // namespace graft::answers
