#include "common/testing/quotes.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <fstream>

#include "common/testing/temp_folder.h"

namespace graft::testing {
namespace {

std::string Write(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  return path;
}

TEST(Quotes, AreFoundWithOtherBlanks) {
  const std::string folder = EmptyFolder();
  const std::string code = Write(folder + "/a.cc", "int F() {\n  return 1;\n}\n");
  const std::string text = Write(folder + "/a.md",
                                 "Text\n```cpp\n    return 1;\n```\n"
                                 "```sh\nls\n```\n```cpp\nint F()\n```\n");
  EXPECT_EQ(ExpectQuoted(text, {code}), 2);
}

TEST(Quotes, OfNothingFail) {
  const std::string folder = EmptyFolder();
  const std::string code = Write(folder + "/a.cc", "int F() { return 1; }\n");
  const std::string text = Write(folder + "/a.md", "```cpp\nreturn 2;\n```\n");
  EXPECT_NONFATAL_FAILURE(ExpectQuoted(text, {code}), "no test compiles");
}

TEST(Quotes, OfAMissingFileFail) {
  EXPECT_NONFATAL_FAILURE(TextOfFile("no/such/file"), "no file");
}

}  // namespace
}  // namespace graft::testing
