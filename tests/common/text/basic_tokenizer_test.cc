// Golden: words.json, from tools/golden/wordpiece.py: the words that HF tokenizers 0.22.2
// makes of every code point between two letters, as a hash per 4096 of them.
#include "common/text/basic_tokenizer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "common/base/files.h"

namespace graft {
namespace {

using Strings = std::vector<std::string>;

Strings Split(std::string_view text, BasicTokenizerConfig config = {}) {
  Words words;
  BasicTokenizer(config).Split(text, 0, &words);
  Strings out;
  for (const Words::Word& word : words.words) out.emplace_back(words.Text(word));
  return out;
}

// Of each byte of each word: the code point of the original.
std::vector<std::vector<int32_t>> Sources(std::string_view text) {
  Words words;
  BasicTokenizer({}).Split(text, 0, &words);
  std::vector<std::vector<int32_t>> out;
  for (const auto& [begin, end, chars] : words.words)
    out.emplace_back(words.source.begin() + begin, words.source.begin() + end);
  return out;
}

std::string Utf8(char32_t c) {
  if (c < 0x80) return {static_cast<char>(c)};
  const auto tail = [c](int shift) {
    return static_cast<char>(0x80 | (c >> shift & 0x3F));
  };
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
}

TEST(BasicTokenizer, WordsEqualHfAtEveryCodePoint) {
  const nlohmann::json golden =
      nlohmann::json::parse(ReadFile("tests/common/text/testdata/words.json").value());
  const std::vector<std::pair<std::string, BasicTokenizerConfig>> configs = {
      {"uncased", {true, true}},
      {"cased", {false, false}},
      {"lower", {true, false}},
      {"strip", {false, true}}};
  const char32_t block = golden["block"];
  Words words;
  for (const auto& [name, config] : configs) {
    const BasicTokenizer tokenizer(config);
    for (char32_t first = 0; first < 0x110000; first += block) {
      std::string lines;
      for (char32_t c = first; c < first + block; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        tokenizer.Split("a" + Utf8(c) + "B", 0, &words);
        for (const Words::Word& word : words.words)
          lines.append(words.Text(word))
              .append(&word == &words.words.back() ? "" : " ");
        lines += '\n';
      }
      EXPECT_EQ(Sha256Hex(lines).substr(0, 16), golden[name][first / block])
          << name << " from code point " << uint32_t{first};
    }
  }
}

TEST(BasicTokenizer, SplitsAtSpaceAndIsolatesPunctuation) {
  EXPECT_EQ(Split("  Hello,  wOrld!?\n"), (Strings{"hello", ",", "world", "!", "?"}));
  EXPECT_EQ(Split(""), Strings{});
  EXPECT_EQ(Split(" \t\r\n"), Strings{});
  EXPECT_EQ(Split("a\u2003b\u3000c"), (Strings{"a", "b", "c"}));
}

TEST(BasicTokenizer, IdeographsAreWordsAndHangulIsDecomposed) {
  EXPECT_EQ(Split("中文ab"), (Strings{"中", "文", "ab"}));
  EXPECT_EQ(Split("한"), (Strings{"\u1112\u1161\u11ab"}));
  EXPECT_EQ(Split("한", {false, false}), Strings{"한"});
}

TEST(BasicTokenizer, RemovedCharactersJoinTheirNeighbours) {
  EXPECT_EQ(Split(std::string_view("a\0b\u200bc\x7f"
                                   "d",
                                   9)),
            Strings{"abcd"});
  EXPECT_EQ(Sources("a\u200b\u200bb"), (std::vector<std::vector<int32_t>>{{0, 3}}));
}

TEST(BasicTokenizer, CaseAndAccentsAreSeparateChoices) {
  EXPECT_EQ(Split("Élan", {true, true}), Strings{"elan"});
  EXPECT_EQ(Split("Élan", {true, false}), Strings{"élan"});
  EXPECT_EQ(Split("Élan", {false, true}), Strings{"Elan"});
  EXPECT_EQ(Split("Élan", {false, false}), Strings{"Élan"});
  EXPECT_EQ(Split("İ", {true, false}), Strings{"i\u0307"});
}

TEST(BasicTokenizer, EachByteKnowsItsCodePoint) {
  EXPECT_EQ(Sources("ab é中x"),
            (std::vector<std::vector<int32_t>>{{0, 1}, {3}, {4, 4, 4}, {5}}));
  // A decomposed character keeps its index in all its parts.
  EXPECT_EQ(Sources("x한"),
            (std::vector<std::vector<int32_t>>{{0, 1, 1, 1, 1, 1, 1, 1, 1, 1}}));
}

TEST(BasicTokenizer, CodePointsAreCountedFromTheGivenIndexWithBadBytes) {
  Words words;
  // "é", a truncated 3-byte sequence (one bad part), a lone continuation byte, "z".
  const int32_t next =
      BasicTokenizer({}).Split("\xC3\xA9\xE4\xB8\x80z\xBF", 10, &words);
  // E4 B8 80 is 一: é, 一, z, bad.
  EXPECT_EQ(next, 14);
  EXPECT_EQ(BasicTokenizer({}).Split("\xE4\xB8"
                                     "a\xED\xA0\x80\xF0\x9F\x98",
                                     0, &words),
            6);
  ASSERT_EQ(words.words.size(), 1u);
  EXPECT_EQ(words.Text(words.words[0]), "a");
  EXPECT_EQ(words.source[0], 1);
}

TEST(BasicTokenizer, ReusedWordsForgetTheLastText) {
  Words words;
  const BasicTokenizer tokenizer({});
  tokenizer.Split("a long text with many words", 0, &words);
  tokenizer.Split("b", 0, &words);
  ASSERT_EQ(words.words.size(), 1u);
  EXPECT_EQ(words.Text(words.words[0]), "b");
}

TEST(BasicTokenizer, SaysWhichTextsAreTooLong) {
  EXPECT_TRUE(CheckTextSize(kLongestText).ok());
  EXPECT_EQ(CheckTextSize(kLongestText + 1).message(),
            "a text of 429496730 bytes, expected at most 429496729");
}

}  // namespace
}  // namespace graft
