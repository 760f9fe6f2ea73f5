// Golden: byte_bpe.json and byte_bpe_words.json, from tools/golden/byte_bpe.py: ids and
// offsets of HF tokenizers 0.22.2 with the small vocabulary of byte_bpe/.
#include "common/text/byte_bpe.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "common/base/rng.h"
#include "common/text/hf_byte_bpe.h"
#include "tests/common/text/golden_encoding.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr char kFolder[] = "tests/common/text/testdata/byte_bpe";

// The small vocabulary, as a list and the merges.
struct Small {
  std::vector<std::string> tokens;
  std::vector<BpeMerge> merges;
};
const Small& SmallFiles() {
  static const Small files = [] {
    const auto vocab = testing::GoldenJson("byte_bpe/vocab.json");
    Small made{.tokens = std::vector<std::string>(vocab.size()), .merges = {}};
    for (const auto& [token, id] : vocab.items()) made.tokens[id.get<size_t>()] = token;
    const std::string path = std::string(kFolder) + "/merges.txt";
    made.merges = ParseMerges(ReadFile(path).value(), path).value();
    return made;
  }();
  return files;
}

const ByteBpe& Tokens(bool add_prefix_space = false) {
  const auto make = [](bool prefix) {
    return ByteBpe::Create(SmallFiles().tokens, "v", SmallFiles().merges,
                           {.add_prefix_space = prefix})
        .value();
  };
  static const ByteBpe with = make(true), without = make(false);
  return add_prefix_space ? with : without;
}

std::string ErrorOf(const std::vector<std::string>& tokens,
                    const std::vector<BpeMerge>& merges = {}) {
  const auto made = ByteBpe::Create(tokens, "v.json", merges);
  return made.ok() ? "" : std::string(made.status().message());
}

TEST(ByteBpe, RejectsVocabulariesThatLackSomething) {
  const std::vector<std::string>& all = SmallFiles().tokens;
  EXPECT_EQ(ErrorOf(all), "");
  const auto without = [&](const std::string& token) {
    std::vector<std::string> some = all;
    std::erase(some, token);
    return ErrorOf(some);
  };
  EXPECT_THAT(without("</s>"), HasSubstr("v.json: no token is </s> (of 799)"));
  EXPECT_THAT(without("<mask>"), HasSubstr("no token is <mask>"));
  EXPECT_THAT(without("\u0120"), HasSubstr("no token is \u0120"));  // the blank
  std::vector<std::string> twice = all;
  twice[7] = twice[6];
  EXPECT_THAT(ErrorOf(twice), HasSubstr("is token 6 and again token 7"));
  twice[7] = "";
  EXPECT_THAT(ErrorOf(twice), HasSubstr("v.json: token 7 is empty"));
  EXPECT_THAT(ErrorOf({}), HasSubstr("no token is"));
}

TEST(ByteBpe, RejectsMergesOfWhatIsNoTokenOrTwice) {
  const std::vector<std::string>& all = SmallFiles().tokens;
  EXPECT_EQ(ErrorOf(all, {{"t", "h", "m:2"}}), "");
  EXPECT_EQ(ErrorOf(all, {{"q", "z", "m:2"}}),
            "m:2: merge \"q z\": \"qz\" is no token of the vocabulary");
  EXPECT_THAT(ErrorOf(all, {{"qq", "z", "m:3"}}),
              HasSubstr("m:3: merge \"qq z\": \"qq\""));
  EXPECT_THAT(ErrorOf(all, {{"t", "h", "m:2"}, {"t", "h", "m:3"}}),
              HasSubstr("m:3: merge \"t h\": it was given before"));
}

TEST(ByteBpe, MergesTheFirstLearnedPairAndOfEqualsTheLeftmost) {
  std::vector<std::string> tokens = SmallFiles().tokens;
  const auto add = [&](const char* token) {
    if (std::find(tokens.begin(), tokens.end(), token) == tokens.end())
      tokens.emplace_back(token);
  };
  for (const char* token : {"zz", "qz", "zzq"}) add(token);
  const ByteBpe bpe =
      ByteBpe::Create(tokens, "v", {{"z", "z"}, {"zz", "q"}, {"q", "z"}}).value();
  const auto cut = [&](std::string_view text) {
    std::vector<std::string> parts;
    for (const int32_t id : bpe.Tokens(text).ids) parts.push_back(bpe.Token(id));
    return parts;
  };
  EXPECT_THAT(cut("zzz"), ElementsAre("zz", "z"));
  EXPECT_THAT(cut("qzz"), ElementsAre("q", "zz"));
  EXPECT_THAT(cut("zzqz"), ElementsAre("zzq", "z"));
  EXPECT_THAT(cut("qzqz"), ElementsAre("qz", "qz"));
}

TEST(ByteBpe, AllTextsHaveTokensAndOffsetsInCodePoints) {
  // An emoji is four bytes, here in three tokens, and one code point.
  const Encoding e = Tokens().Encode("x\U0001F9FFy");
  EXPECT_THAT(e.offsets, ElementsAre(Pair(0, 0), Pair(0, 1), Pair(1, 2), Pair(1, 2),
                                     Pair(1, 2), Pair(2, 3), Pair(0, 0)));
  EXPECT_EQ(Tokens().Token(e.ids[0]), "<s>");
  EXPECT_EQ(e.ids.back(), Tokens().sep_id());
  EXPECT_EQ(Tokens().Encode("\xFF").ids, Tokens().Encode("\uFFFD").ids);
}

TEST(ByteBpe, HostileStringsPairsAndTruncationEqualHf) {
  for (const nlohmann::json& golden : testing::GoldenJson("byte_bpe.json")) {
    const ByteBpe& bpe = Tokens(golden["prefix"]);
    const std::string text = testing::FromHex(golden["hex"]);
    const int32_t limit = golden.value("max_length", Tokenizer::kNoLimit);
    SCOPED_TRACE(golden.dump().substr(0, 1000));
    if (golden.contains("pair"))
      testing::ExpectEqual(
          bpe.EncodePair(text, testing::FromHex(golden["pair"]), limit), golden);
    else
      testing::ExpectEqual(bpe.Encode(text, limit), golden);
    if (HasFailure()) break;  // one is enough to read
  }
}

TEST(ByteBpe, WordsEqualHfWhetherTextsGetABlankOrNot) {
  for (const nlohmann::json& golden : testing::GoldenJson("byte_bpe_words.json")) {
    SCOPED_TRACE(golden.dump());
    const std::vector<std::string> words = golden["sentence"];
    const std::vector<int32_t> word_of = golden["words"];
    std::vector<int32_t> first(words.size(), -1);
    for (size_t i = word_of.size(); i-- > 0;)
      if (word_of[i] >= 0) first[word_of[i]] = static_cast<int32_t>(i);
    for (const bool prefix : {false, true}) {
      const WordsEncoding e = Tokens(prefix).EncodeWords(words, golden["max_length"]);
      testing::ExpectEqual(e.tokens, golden);
      EXPECT_EQ(e.first, first);
    }
  }
}

// The definition, word by word: while there is a pair, merge the leftmost of those with the
// lowest rank.
std::vector<std::string> NaiveMerges(std::vector<std::string> parts) {
  std::map<std::pair<std::string, std::string>, size_t> ranks;
  for (const BpeMerge& merge : SmallFiles().merges)
    ranks.emplace(std::pair(merge.left, merge.right), ranks.size());
  for (;;) {
    size_t best = ranks.size(), at = 0;
    for (size_t i = 0; i + 1 < parts.size(); ++i)
      if (const auto found = ranks.find({parts[i], parts[i + 1]});
          found != ranks.end() && found->second < best)
        best = found->second, at = i;
    if (best == ranks.size()) return parts;
    parts[at] += parts[at + 1];
    parts.erase(parts.begin() + at + 1);
  }
}

TEST(ByteBpe, EqualsTheNaiveTwinOnRandomWords) {
  const RandomStream stream(1, "words");
  const std::string letters = "etaoinshrdl";
  for (uint64_t i = 0; i < 300; ++i) {
    std::vector<std::string> parts;
    std::string word;
    for (uint64_t n = 0; n < 1 + i % 40; ++n) {
      const char letter = letters[stream.Bits(i * 64 + n) % letters.size()];
      parts.emplace_back(1, letter);
      word += letter;
    }
    std::vector<std::string> got;
    for (const int32_t id : Tokens().Tokens(word).ids)
      got.push_back(Tokens().Token(id));
    EXPECT_EQ(got, NaiveMerges(parts)) << word;
  }
}

// A quadratic merge of a million letters would take minutes.
TEST(ByteBpe, AWordOfAMillionLettersIsNoTrap) {
  std::string word;
  while (word.size() < 1000000) word += "thethere";
  const auto start = std::chrono::steady_clock::now();
  const Encoding e = Tokens().Tokens(word);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took.count(), 20);
  EXPECT_LT(e.size(), word.size());  // there were merges
  EXPECT_EQ(e.offsets.back().second, static_cast<int32_t>(word.size()));
}

TEST(ByteBpeDeathTest, DemandsRoomAndIdsInRange) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Tokens().Encode("a", 1), "1 vs. 2");
  EXPECT_DEATH(Tokens().EncodePair("a", "a", 3), "3 vs. 4");
  EXPECT_DEATH(Tokens().Token(800), "800");
}

}  // namespace
}  // namespace graft
