#include "common/base/own_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::HasSubstr;

// The child is this test program: it lists its tests and runs none.
TEST(OwnProcess, GivesBackWhatTheChildWrites) {
  const auto text = RunSelf("--gtest_list_tests");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, HasSubstr("OwnProcess.\n"));
  EXPECT_THAT(*text, HasSubstr("  GivesBackWhatTheChildWrites\n"));
}

// One argument, whatever stands in it; no shell reads it.
TEST(OwnProcess, PassesTheArgumentAsItIs) {
  const auto text = RunSelf("--gtest_filter=No Test '\"$(exit 3)` \n is named so");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, HasSubstr("filter = No Test '\"$(exit 3)` \n is named so"));
  EXPECT_THAT(*text, HasSubstr("0 tests from 0 test suites ran"));
}

TEST(OwnProcess, AChildThatFailsIsAnErrorWithItsCode) {
  const auto text = RunSelf("--gtest_filter=Planted.Failure");
  EXPECT_TRUE(absl::IsInternal(text.status())) << text.status();
  EXPECT_THAT(std::string(text.status().message()),
              HasSubstr("did not end with 0 but 1"));
}

// Fails in the child alone; the parent's run leaves it out.
TEST(Planted, Failure) {
  if (::testing::GTEST_FLAG(filter) != "Planted.Failure")
    GTEST_SKIP() << "for the child";
  FAIL();
}

}  // namespace
}  // namespace graft
