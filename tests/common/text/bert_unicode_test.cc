// Golden: unicode.json, from tools/golden/wordpiece.py: what HF tokenizers 0.22.2 does to
// every code point but the surrogates.
#include "common/text/bert_unicode.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/base/files.h"

namespace graft::bert_unicode {
namespace {

const nlohmann::json& Golden() {
  static const nlohmann::json golden = nlohmann::json::parse(
      ReadFile("tests/common/text/testdata/unicode.json").value());
  return golden;
}

bool IsSurrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

// [first, last, first, last, …] of the members.
std::vector<char32_t> Ranges(const std::function<bool(char32_t)>& member) {
  std::vector<char32_t> ranges;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (IsSurrogate(c) || !member(c)) continue;
    if (!ranges.empty() && ranges.back() + 1 == c)
      ranges.back() = c;
    else
      ranges.insert(ranges.end(), {c, c});
  }
  return ranges;
}

std::vector<char32_t> GoldenRanges(const char* name) {
  return Golden()[name].get<std::vector<char32_t>>();
}

TEST(BertUnicode, ClassesEqualHfAtEveryCodePoint) {
  EXPECT_EQ(Ranges(IsRemoved), GoldenRanges("removed"));
  EXPECT_EQ(Ranges(IsSpace), GoldenRanges("space"));
  EXPECT_EQ(Ranges(IsPunctuation), GoldenRanges("punctuation"));
  EXPECT_EQ(Ranges(IsCjk), GoldenRanges("cjk"));
  const auto undecomposed_accent = [](char32_t c) {
    return Decompose(c).c[0] == c && IsAccent(c);
  };
  EXPECT_EQ(Ranges(undecomposed_accent), GoldenRanges("accent"));
}

TEST(BertUnicode, LowerEqualsHfAtEveryCodePoint) {
  std::map<char32_t, char32_t> expected;
  for (const auto& pair : Golden()["lower"]) expected[pair[0]] = pair[1];
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (IsSurrogate(c)) continue;
    const auto it = expected.find(c);
    ASSERT_EQ(Lower(c), it == expected.end() ? c : it->second)
        << std::hex << uint32_t{c};
  }
}

TEST(BertUnicode, DecompositionEqualsHfAtEveryCodePoint) {
  std::string lines;
  int count = 0;
  const auto hex = [](char32_t c) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%x", static_cast<unsigned>(c));
    return std::string(digits);
  };
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (IsSurrogate(c)) continue;
    const Decomposition d = Decompose(c);
    if (d.size == 1 && d.c[0] == c) continue;
    ++count;
    lines += hex(c) + ":" + hex(d.c[0]);
    for (int i = 1; i < d.size; ++i) lines += "," + hex(d.c[i]);
    lines += "\n";
  }
  EXPECT_EQ(count, Golden()["decompositions"]);
  EXPECT_EQ(Sha256Hex(lines), Golden()["decompositions_sha256"]);
}

TEST(BertUnicode, PartsOfADecompositionAreInCanonicalOrder) {
  // What the alignment in basic_tokenizer.cc rests on: a first part is never overtaken by
  // another part of its own character.
  for (char32_t c = 0; c < 0x110000; ++c) {
    const Decomposition d = Decompose(c);
    for (int i = 1; i < d.size; ++i) {
      const int here = CombiningClass(d.c[i]);
      ASSERT_TRUE(here == 0 || CombiningClass(d.c[i - 1]) <= here) << uint32_t{c};
    }
  }
}

TEST(BertUnicode, CombiningClassesAreThoseOfUnicodeNine) {
  EXPECT_EQ(CombiningClass('a'), 0);
  EXPECT_EQ(CombiningClass(0x0301), 230);
  EXPECT_EQ(CombiningClass(0x0323), 220);
  EXPECT_EQ(CombiningClass(0x1D165), 216);
  EXPECT_EQ(CombiningClass(0x08D4), 230);  // assigned in 9.0
  EXPECT_EQ(CombiningClass(0x1DF9), 0);    // assigned in 10.0, where it has 220
}

}  // namespace
}  // namespace graft::bert_unicode
