#include "common/text/python_text.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

TEST(PythonLower, HasTheSpecialCases) {
  EXPECT_EQ(PythonLower("ÉCOLE Straße"), U"école straße");
  EXPECT_EQ(PythonLower("İ"), U"i\u0307");
  EXPECT_EQ(PythonLower("ΣΟΦΟΣ"), U"σοφος");  // the last sigma
  EXPECT_EQ(PythonLower("\U00010400"), U"\U00010428");
  EXPECT_EQ(PythonLower("a\xFF"), U"a\uFFFD");
  EXPECT_EQ(PythonLower(""), U"");
}

TEST(PythonText, ClassesAreThoseOfReAndSplit) {
  for (const char32_t c : U"aZ9_é中½Ⅷ²ª") {
    if (c != 0) EXPECT_TRUE(IsPythonWord(c)) << static_cast<uint32_t>(c);
  }
  for (const char32_t c : U" -.\u0301\u200d😀") {
    if (c != 0) EXPECT_FALSE(IsPythonWord(c)) << static_cast<uint32_t>(c);
  }
  for (const char32_t c :
       {U' ', U'\t', U'\n', U'\x1C', U'\x1F', U'\x85', U'\xA0', U'\u3000'})
    EXPECT_TRUE(IsPythonSpace(c)) << static_cast<uint32_t>(c);
  for (const char32_t c : {U'a', U'\x1B', U'\u200B', U'\uFEFF'})
    EXPECT_FALSE(IsPythonSpace(c)) << static_cast<uint32_t>(c);
}

TEST(PythonSplit, DropsAllWhiteSpace) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(PythonSplit(" a\u00a0 bé\tc\x1c\n"), (Words{"a", "bé", "c"}));
  EXPECT_EQ(PythonSplit("  "), Words{});
  EXPECT_EQ(PythonSplit("x\xFFy"), Words{"x\xFFy"});
}

TEST(ToUtf8, IsTheInverse) { EXPECT_EQ(ToUtf8(U"aé中😀"), "aé中😀"); }

}  // namespace
}  // namespace graft
