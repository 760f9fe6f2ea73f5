#include "common/text/tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// Each byte is a token; a word that follows a blank has a token 32 in front.
class Bytes : public Tokenizer {
 public:
  explicit Bytes(const Frame& frame) : Tokenizer(frame) {}
  int32_t vocab_size() const override { return 256; }
  int32_t unk_id() const override { return 0; }
  std::string Token(int32_t id) const override {
    return std::string(1, static_cast<char>(id));
  }

 private:
  void AppendText(std::string_view text, size_t, Encoding* out) const override {
    for (int32_t i = 0; i < static_cast<int32_t>(text.size()); ++i)
      out->Add(text[i], i, i + 1);
  }
  void AppendWord(std::string_view word, size_t max_tokens,
                  Encoding* out) const override {
    if (word.empty()) return;
    out->Add(' ', 0, 0);
    AppendText(word, max_tokens, out);
  }
};

const Bytes kBert({.begin = 1, .end = 2});
const Bytes kRoberta({.begin = 1, .end = 2, .between = 2, .second_type = 0});

TEST(Tokenizer, FramesATextAndCutsItsEnd) {
  EXPECT_THAT(kBert.Encode("abc").ids, ElementsAre(1, 'a', 'b', 'c', 2));
  EXPECT_THAT(kBert.Encode("abc", 4).ids, ElementsAre(1, 'a', 'b', 2));
  EXPECT_THAT(kBert.Encode("abc", 2).ids, ElementsAre(1, 2));
  EXPECT_THAT(kBert.Encode("a").offsets,
              ElementsAre(Pair(0, 0), Pair(0, 1), Pair(0, 0)));
  EXPECT_THAT(kBert.Tokens("ab").ids, ElementsAre('a', 'b'));
}

TEST(Tokenizer, FramesAPairAsItsModelDoes) {
  const Encoding bert = kBert.EncodePair("ab", "c"),
                 roberta = kRoberta.EncodePair("ab", "c");
  EXPECT_THAT(bert.ids, ElementsAre(1, 'a', 'b', 2, 'c', 2));
  EXPECT_THAT(bert.types, ElementsAre(0, 0, 0, 0, 1, 1));
  EXPECT_THAT(roberta.ids, ElementsAre(1, 'a', 'b', 2, 2, 'c', 2));
  EXPECT_THAT(roberta.types, ElementsAre(0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(kRoberta.EncodePair("abcd", "ef", 7).ids,
              ElementsAre(1, 'a', 'b', 2, 2, 'e', 2));
  EXPECT_EQ(kBert.FrameSize(true), 3);
  EXPECT_EQ(kRoberta.FrameSize(true), 4);
}

TEST(Tokenizer, FramesAWindowOfTheSecondText) {
  const Encoding window =
      kBert.FramePair(kBert.Tokens("q"), kBert.Tokens("abcd"), 1, 3);
  EXPECT_THAT(window.ids, ElementsAre(1, 'q', 2, 'b', 'c', 2));
  EXPECT_EQ(window.offsets[3], std::pair(1, 2));
}

TEST(Tokenizer, SaysWhereEachWordBegins) {
  const std::vector<std::string> words = {"ab", "", "c", "d"};
  const WordsEncoding all = kBert.EncodeWords(words);
  EXPECT_THAT(all.tokens.ids, ElementsAre(1, ' ', 'a', 'b', ' ', 'c', ' ', 'd', 2));
  EXPECT_THAT(all.first, ElementsAre(1, -1, 4, 6));
  // Of "c", the blank is left; "d" is cut off.
  const WordsEncoding cut = kBert.EncodeWords(words, 6);
  EXPECT_THAT(cut.tokens.ids, ElementsAre(1, ' ', 'a', 'b', ' ', 2));
  EXPECT_THAT(cut.first, ElementsAre(1, -1, 4, -1));
  EXPECT_THAT(kBert.EncodeWords({}).tokens.ids, ElementsAre(1, 2));
}

TEST(TokenizerDeathTest, DemandsRoomForTheFrame) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(kBert.Encode("", 1), "1 vs. 2");
  EXPECT_DEATH(kRoberta.EncodePair("", "", 3), "3 vs. 4");
  EXPECT_DEATH(kBert.FramePair({}, {}, 0, 1), "last <= b.size");
}

}  // namespace
}  // namespace graft
