// Golden: gpt2_classes.json, from tools/golden/byte_bpe.py: the characters that HF
// tokenizers 0.22.2 takes for \p{L}, \p{N} and \s.
#include "common/text/gpt2_words.h"

#include <gmock/gmock.h>

#include "tests/common/text/golden_encoding.h"

namespace graft {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t size = Gpt2WordSize(text);
    EXPECT_GT(size, 0u);
    words.emplace_back(text.substr(0, size));
    text.remove_prefix(std::max<size_t>(size, 1));
  }
  return words;
}

TEST(Gpt2Words, TakesTheBlankBeforeARunAlong) {
  EXPECT_THAT(Words("The cat's 12 lives!? ok"),
              ElementsAre("The", " cat", "'s", " 12", " lives", "!?", " ok"));
  EXPECT_THAT(Words("abc12é中½x"), ElementsAre("abc", "12", "é中", "½", "x"));
  EXPECT_EQ(Gpt2WordSize(""), 0u);
}

TEST(Gpt2Words, LeavesTheLastSpaceToTheNextWord) {
  EXPECT_THAT(Words("a   b"), ElementsAre("a", "  ", " b"));
  EXPECT_THAT(Words("a\t\tb"), ElementsAre("a", "\t", "\t", "b"));
  EXPECT_THAT(Words("a\nb"), ElementsAre("a", "\n", "b"));
  EXPECT_THAT(Words("a  "), ElementsAre("a", "  "));
  EXPECT_THAT(Words(" "), ElementsAre(" "));
  EXPECT_THAT(Words("\u3000\u3000x"), ElementsAre("\u3000", "\u3000", "x"));
}

TEST(Gpt2Words, KnowsContractionsInLowerCaseWhereAWordBegins) {
  EXPECT_THAT(Words("I'll we've it's'd"),
              ElementsAre("I", "'ll", " we", "'ve", " it", "'s", "'d"));
  EXPECT_THAT(Words("IT'S 's ''s"), ElementsAre("IT", "'", "S", " '", "s", " ''", "s"));
}

TEST(Gpt2Words, MalformedBytesAreOtherSigns) {
  EXPECT_THAT(Words("a\xFF\xE4\xB8z"), ElementsAre("a", "\xFF\xE4\xB8", "z"));
  EXPECT_THAT(Words(" \xF0\x9F"), ElementsAre(" \xF0\x9F"));
}

TEST(Gpt2ClassOf, EqualsHfAtEveryCodePoint) {
  std::vector<Gpt2Class> want(0x110000, Gpt2Class::kOther);
  const auto golden = testing::GoldenJson("gpt2_classes.json");
  for (const auto& [name, kind] : {std::pair("letter", Gpt2Class::kLetter),
                                   {"number", Gpt2Class::kNumber},
                                   {"space", Gpt2Class::kSpace}}) {
    const auto ranges = golden[name].get<std::vector<int>>();
    for (size_t i = 0; i < ranges.size(); i += 2)
      std::fill(want.begin() + ranges[i], want.begin() + ranges[i + 1] + 1, kind);
  }
  int wrong = 0;
  for (char32_t c = 0; c < want.size(); ++c)
    if ((c < 0xD800 || c > 0xDFFF) && Gpt2ClassOf(c) != want[c] && ++wrong < 10)
      ADD_FAILURE() << std::hex << static_cast<uint32_t>(c);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace graft
