#include "common/data/utf8.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

using std::string_literals::operator""s;

TEST(ValidUtf8, KeepsValidTextOfEveryLength) {
  const std::string text = "a\0\x7F é ẞ 語 😀"s;
  const Utf8Text result = ValidUtf8(text, InvalidUtf8::kReplace);
  EXPECT_EQ(result.text, text);
  EXPECT_EQ(result.invalid, 0);
}

// The expected values are those of Python's bytes.decode("utf-8", "replace").
TEST(ValidUtf8, ReplacesEachMaximalIllFormedPart) {
  const std::string r = "\uFFFD";
  const auto replaced = [](std::string_view bytes) {
    return ValidUtf8(bytes, InvalidUtf8::kReplace).text;
  };
  EXPECT_EQ(replaced("a\xFFz"), "a" + r + "z");
  EXPECT_EQ(replaced("\xE8\xAAz"), r + "z");               // truncated: one part
  EXPECT_EQ(replaced("\xF0\x9F\x98"), r);                  // truncated at the end
  EXPECT_EQ(replaced("\xC0\xAF"), r + r);                  // overlong
  EXPECT_EQ(replaced("\xED\xA0\x80"), r + r + r);          // surrogate
  EXPECT_EQ(replaced("\xF4\x90\x80\x80"), r + r + r + r);  // above U+10FFFF
}

TEST(ValidUtf8, DropsOrReplacesTheSameParts) {
  const std::string bytes = "x\xA3y\xE8\xAAz";
  const Utf8Text dropped = ValidUtf8(bytes, InvalidUtf8::kDrop);
  EXPECT_EQ(dropped.text, "xyz");
  EXPECT_EQ(dropped.invalid, 2);
  EXPECT_EQ(ValidUtf8(bytes, InvalidUtf8::kReplace).invalid, 2);
}

}  // namespace
}  // namespace graft
