#include "common/base/callers_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "common/testing/temp_folder.h"

namespace graft {
namespace {

TEST(CallersFolder, IsWhereTheProgramGoes) {
  const std::filesystem::path before = std::filesystem::current_path();
  const std::string folder = testing::EmptyFolder();
  setenv("BUILD_WORKING_DIRECTORY", folder.c_str(), 1);
  GoToCallersFolder();
  EXPECT_TRUE(std::filesystem::equivalent(std::filesystem::current_path(), folder));
  std::filesystem::current_path(before);
}

TEST(CallersFolder, StaysWhereItIsWithoutOne) {
  const std::filesystem::path before = std::filesystem::current_path();
  unsetenv("BUILD_WORKING_DIRECTORY");
  GoToCallersFolder();
  EXPECT_EQ(std::filesystem::current_path(), before);
  setenv("BUILD_WORKING_DIRECTORY", "/no/such/folder", 1);
  ::testing::internal::CaptureStderr();
  GoToCallersFolder();
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("/no/such/folder"),
            std::string::npos);
  EXPECT_EQ(std::filesystem::current_path(), before);
}

}  // namespace
}  // namespace graft
