#include "common/testing/program.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "common/testing/temp_folder.h"

namespace graft::testing {
namespace {

constexpr char kEcho[] = "tests/common/testing/echo.sh";

TEST(Program, GivesBackCodeAndBothOutputs) {
  const Outcome outcome = Program(kEcho, {"fail", "a b"}, "text").Wait();
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "arguments: fail a b\ninput: text\n");
  EXPECT_EQ(outcome.err, "complaint\n");
}

TEST(Program, IsRunningUntilASignalEndsIt) {
  const std::string ready = EmptyFolder() + "/ready";
  Program program(kEcho, {"wait", ready});
  ASSERT_TRUE(WaitForFile(ready, &program));
  EXPECT_TRUE(program.Running());
  program.Send(SIGTERM);
  EXPECT_EQ(program.Wait().code, 128 + SIGTERM);
  EXPECT_FALSE(program.Running());
}

TEST(Program, WaitingForAFileEndsWithTheProgram) {
  Program program(kEcho, {});
  EXPECT_FALSE(WaitForFile(EmptyFolder() + "/never", &program));
}

TEST(Program, AFileSizeLimitLooksLikeAFullDisk) {
  const std::string path = EmptyFolder() + "/file";
  EXPECT_EQ(Program(kEcho, {"fill", path}).Wait().code, 0);
  EXPECT_NE(Program(kEcho, {"fill", path}, "", 4096).Wait().code, 0);
}

}  // namespace
}  // namespace graft::testing
