#include "common/base/runfiles.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "common/base/files.h"

namespace graft {
namespace {

std::string NewFolder(const std::string& name) {
  const std::string folder = std::string(std::getenv("TEST_TMPDIR")) + "/" + name;
  EXPECT_TRUE(MakeFolder(folder).ok());
  return folder;
}

void Touch(const std::string& folder, const std::string& file) {
  ASSERT_TRUE(MakeFolder(folder).ok());
  ASSERT_TRUE(WriteFileAtomically(folder + "/" + file, "x").ok());
}

TEST(Runfile, FindsThisTestsDataAsAbsolutePath) {
  const auto path = Runfile("tests/common/base/runfiles_test.cc");
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(path->front(), '/');
  EXPECT_EQ(ReadFile(*path)->substr(0, 8), "#include");
}

TEST(Runfile, FindsItFromTheProgramsOwnPathWithoutEnvironment) {
  const std::string here = std::filesystem::current_path().string();
  unsetenv("RUNFILES_DIR");
  unsetenv("TEST_SRCDIR");
  std::filesystem::current_path("/");
  EXPECT_TRUE(Runfile("tests/common/base/runfiles_test.cc").ok());
  std::filesystem::current_path(here);
}

TEST(RunfileBelow, KnowsEveryLayout) {
  for (const std::string layout : {"", "/external", "/graft/external", "/graft"}) {
    const std::string root = NewFolder("layout" + std::to_string(layout.size()));
    Touch(root + layout + "/repo/sub", "file");
    EXPECT_EQ(RunfileBelow({root}, "repo/sub/file").value(),
              root + layout + "/repo/sub/file");
    EXPECT_EQ(RunfileBelow({root}, "repo/sub").value(), root + layout + "/repo/sub");
  }
}

TEST(RunfileBelow, TakesTheFirstRoot) {
  const std::string a = NewFolder("a"), b = NewFolder("b");
  Touch(a, "same");
  Touch(b, "same");
  EXPECT_EQ(RunfileBelow({b, a}, "same").value(), b + "/same");
}

TEST(RunfileBelow, ErrorNamesFileFoldersAndRemedy) {
  const auto path = RunfileBelow({"/nowhere/one", "/nowhere/two"}, "repo/missing");
  EXPECT_EQ(path.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(
      path.status().message(),
      "data file repo/missing not found; looked in\n  /nowhere/one\n  /nowhere/two"
      "\nRun the program with ./bazelw run, which brings its data along.");
}

TEST(RunfileBelowDeathTest, RefusesAbsoluteAndEmptyNames) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH((void)RunfileBelow({}, ""), "CHECK failed");
  EXPECT_DEATH((void)RunfileBelow({}, "/etc/passwd"), "/etc/passwd");
}

}  // namespace
}  // namespace graft
