#include "common/base/display_width.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("LoRA r = 8"), 10);
  EXPECT_EQ(DisplayWidth("αβγ ± …"), 7);
  EXPECT_EQ(DisplayWidth("汉字"), 4);
  EXPECT_EQ(DisplayWidth("한글"), 4);
  EXPECT_EQ(DisplayWidth("ＡＢ"), 4);      // full-width letters
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);   // e and a combining acute
  EXPECT_EQ(DisplayWidth("a\u200bb"), 2);  // zero-width space
  EXPECT_EQ(DisplayWidth("🙂"), 2);
}

TEST(DisplayWidth, CountsAnInvalidByteAsOneColumn) {
  EXPECT_EQ(DisplayWidth("a\xff\xfe"), 3);
  EXPECT_EQ(DisplayWidth("\xe6\xb1"), 1);  // a cut sequence is one mistake
}

TEST(PadToWidth, AlignsByColumns) {
  EXPECT_EQ(PadToWidth("汉", 4, Align::kLeft), "汉  ");
  EXPECT_EQ(PadToWidth("α", 3, Align::kRight), "  α");
  EXPECT_EQ(PadToWidth("ab", 5, Align::kCenter), " ab  ");
  EXPECT_EQ(PadToWidth("abc", 2, Align::kRight), "abc");
}

TEST(CutToWidth, KeepsWholeCharacters) {
  EXPECT_EQ(CutToWidth("abcdef", 6), "abcdef");
  EXPECT_EQ(CutToWidth("abcdef", 4), "abc…");
  EXPECT_EQ(CutToWidth("汉字汉字", 6), "汉字…");
  EXPECT_EQ(CutToWidth("汉字汉字", 5), "汉字…");
  EXPECT_EQ(CutToWidth("汉字汉字", 4), "汉…");
  EXPECT_EQ(CutToWidth("abc", 1), "…");
  EXPECT_EQ(CutToWidth("abc", 0), "");
}

}  // namespace
}  // namespace graft
