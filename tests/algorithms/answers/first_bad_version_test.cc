#include "algorithms/answers/first_bad_version.h"

#include <gtest/gtest.h>

namespace graft::answers {
namespace {

TEST(FirstBadVersion, SolvesTheExamples) {
  EXPECT_EQ(FirstBadVersion(5, [](int version) { return version >= 4; }), 4);
  EXPECT_EQ(FirstBadVersion(1, [](int) { return true; }), 1);
}

TEST(FirstBadVersion, FindsEachWithFewQuestionsAboutVersionsThatExist) {
  for (int n = 1; n <= 60; ++n) {
    for (int bad = 1; bad <= n; ++bad) {
      int questions = 0;
      const auto is_bad = [&](int version) {
        EXPECT_TRUE(1 <= version && version <= n);
        ++questions;
        return version >= bad;
      };
      ASSERT_EQ(FirstBadVersion(n, is_bad), bad);
      ASSERT_LT(1 << questions, 2 * n) << "more than ⌈log₂ n⌉ questions";
    }
  }
}

TEST(FirstBadVersion, DoesNotOverflow) {
  constexpr int kMax = 2147483647;
  for (int bad : {1, 2, kMax - 1, kMax, 1702766719})
    EXPECT_EQ(FirstBadVersion(kMax, [&](int version) { return version >= bad; }), bad);
}

TEST(FirstBadVersionDeathTest, RefusesNoVersions) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(FirstBadVersion(0, [](int) { return true; }), "n >= 1");
}

}  // namespace
}  // namespace graft::answers
