// Golden: question_windows.json, from tools/golden/squad.py: the windows that HF's fast
// tokenizer makes with the small vocabulary of tests/common/text.
#include "common/train/question_windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/base/files.h"
#include "common/text/hf_byte_bpe.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const ByteBpe& Small() {
  static const ByteBpe bpe = LoadByteBpe("tests/common/text/testdata/byte_bpe").value();
  return bpe;
}

SquadData One(const std::string& question, const std::string& context,
              std::vector<SquadAnswer> answers = {}) {
  return {{context}, {{"id", question, 0, std::move(answers)}}};
}

// The code point at which `part` stands in `text`.
int64_t PlaceOf(const std::string& text, const std::string& part) {
  int64_t place = 0;
  for (size_t i = 0; i < text.find(part); ++i)
    place += (static_cast<uint8_t>(text[i]) & 0xC0) != 0x80;
  return place;
}

TEST(QuestionWindows, EqualHf) {
  const auto golden = nlohmann::json::parse(
      ReadFile("tests/common/train/testdata/question_windows.json").value());
  SquadData data{{golden["context"]}, {}};
  for (const auto& asked : golden["asked"]) {
    SquadQuestion question{"", asked[0], 0, {}};
    if (!asked[1].is_null())
      question.answers = {{asked[1], PlaceOf(data.contexts[0], asked[1])}};
    data.questions.push_back(question);
  }
  size_t at = 0;
  for (const WindowConfig& config :
       {WindowConfig{40, 8}, {48, 0}, {64, 20}, {400, 100}}) {
    const auto windows = MakeWindows(data, Small(), config);
    ASSERT_TRUE(windows.ok()) << windows.status();
    for (const QuestionWindow& window : *windows) {
      ASSERT_LT(at, golden["windows"].size());
      const nlohmann::json& want = golden["windows"][at++];
      SCOPED_TRACE(want.dump());
      EXPECT_EQ(want["max_length"], config.max_length);
      EXPECT_EQ(window.question, want["question"]);
      EXPECT_EQ(window.tokens.ids, want["ids"].get<std::vector<int32_t>>());
      EXPECT_EQ(window.context_begin, want["context_begin"]);
      EXPECT_EQ(window.start, want["start"]);
      EXPECT_EQ(window.end, want["end"]);
      std::vector<int32_t> offsets;
      for (const auto& [begin, end] : window.offsets)
        offsets.insert(offsets.end(), {begin, end});
      EXPECT_EQ(offsets, want["offsets"].get<std::vector<int32_t>>());
    }
  }
  EXPECT_EQ(at, golden["windows"].size());
}

TEST(QuestionWindows, OverlapByTheStrideAndCoverTheContext) {
  // A letter is a token: 1 of 8 is the question's, 4 frame, 3 are left.
  const auto windows = *MakeWindows(One("q", "zxzxzxz"), Small(), {8, 1});
  ASSERT_EQ(windows.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(windows[i].context_begin, 4);
    EXPECT_EQ(windows[i].offsets.front().first, static_cast<int32_t>(2 * i));
    EXPECT_EQ(windows[i].offsets.size(), 3u);
    EXPECT_EQ(windows[i].tokens.ids.size(), 8u);
    EXPECT_EQ(windows[i].tokens.types.size(), 8u);
  }
}

TEST(QuestionWindows, WantTheWholeAnswerOrCls) {
  const auto wanted = [](const SquadAnswer& answer) {
    std::vector<std::pair<int64_t, int64_t>> places;
    for (const auto& window :
         *MakeWindows(One("q", "zxzxzxz", {answer}), Small(), {8, 1}))
      places.emplace_back(window.start, window.end);
    return places;
  };
  using ::testing::Pair;
  EXPECT_THAT(wanted({"zx", 0}), ElementsAre(Pair(4, 5), Pair(0, 0), Pair(0, 0)));
  EXPECT_THAT(wanted({"z", 2}), ElementsAre(Pair(6, 6), Pair(4, 4), Pair(0, 0)));
  EXPECT_THAT(wanted({"zxzx", 0}), ElementsAre(Pair(0, 0), Pair(0, 0), Pair(0, 0)));
  EXPECT_THAT(wanted({"z", 6}), ElementsAre(Pair(0, 0), Pair(0, 0), Pair(6, 6)));
}

TEST(QuestionWindows, AnEmptyContextIsOneWindowWithoutTokens) {
  const auto windows = *MakeWindows(One("q", ""), Small(), {8, 1});
  ASSERT_EQ(windows.size(), 1u);
  EXPECT_TRUE(windows[0].offsets.empty());
  EXPECT_EQ(windows[0].tokens.ids.size(), 5u);
}

TEST(QuestionWindows, NamesTheQuestionThatLeavesNoRoom) {
  const auto error = [](const WindowConfig& config) {
    const auto windows = MakeWindows(One("zxzx", "z"), Small(), config);
    return windows.ok() ? "" : std::string(windows.status().message());
  };
  EXPECT_EQ(error({10, 1}), "");
  EXPECT_EQ(
      error({10, 2}),
      "question id: its 4 tokens leave 2 of max_length 10 for the context; expected "
      "more than the stride, 2");
  EXPECT_THAT(error({4, 0}), HasSubstr("leave -4 of"));
  EXPECT_THAT(error({10, -1}), HasSubstr("question id"));
}

}  // namespace
}  // namespace graft
