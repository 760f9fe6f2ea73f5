#include "common/train/entity_spans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "common/base/json.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> kLabels = {"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};
constexpr int64_t kO = 0, kBPer = 1, kIPer = 2, kBLoc = 3, kILoc = 4;

std::vector<EntitySpan> Spans(const std::vector<int64_t>& tags) {
  return FindSpans(tags, kLabels);
}

TEST(FindSpans, ReadsTheScheme) {
  EXPECT_THAT(Spans({}), IsEmpty());
  EXPECT_THAT(Spans({kO, kO}), IsEmpty());
  EXPECT_THAT(Spans({kBPer, kIPer, kO, kBLoc}),
              ElementsAre(EntitySpan{"PER", 0, 2}, EntitySpan{"LOC", 3, 4}));
  EXPECT_THAT(Spans({kBPer, kBPer}),
              ElementsAre(EntitySpan{"PER", 0, 1}, EntitySpan{"PER", 1, 2}));
}

TEST(FindSpans, ReadsWhatBreaksTheSchemeAsConlleval) {
  EXPECT_THAT(Spans({kIPer, kIPer}), ElementsAre(EntitySpan{"PER", 0, 2}));
  EXPECT_THAT(Spans({kO, kILoc}), ElementsAre(EntitySpan{"LOC", 1, 2}));
  EXPECT_THAT(Spans({kBPer, kILoc, kIPer}),
              ElementsAre(EntitySpan{"PER", 0, 1}, EntitySpan{"LOC", 1, 2},
                          EntitySpan{"PER", 2, 3}));
  EXPECT_THAT(Spans({kBPer, -1, kIPer}),
              ElementsAre(EntitySpan{"PER", 0, 1}, EntitySpan{"PER", 2, 3}));
}

TEST(IsIob, RefusesOtherSchemes) {
  EXPECT_TRUE(IsIob(kLabels));
  for (const char* label : {"NOUN", "B-", "E-PER", "b-PER", ""})
    EXPECT_FALSE(IsIob({"O", label})) << label;
}

TEST(SpanScore, CountsWholeSpansOverAllSentences) {
  SpanScore score(kLabels);
  EXPECT_EQ(score.F1(), 0);
  score.Add(std::vector{kBPer, kIPer, kO}, std::vector{kBPer, kIPer, kBLoc});
  score.Add(std::vector{kBLoc, kO, kBPer}, std::vector{kBPer, kO, kBPer});
  // Right: one of each; found 4, true 3.
  EXPECT_EQ(score.Precision(), 2.0 / 4);
  EXPECT_EQ(score.Recall(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(score.F1(), 4.0 / 7);
  EXPECT_EQ(score.spans(), 3);
  EXPECT_DEATH(score.Add(std::vector{kO}, {}), "");
  EXPECT_DEATH(SpanScore({"NOUN"}), "O, B-x or I-x");
}

// The same quotient of the same integers: equal but for one rounding more in seqeval's F1.
TEST(SpanScore, AgreesWithSeqeval) {
  const std::string path =
      Runfile("graft/tests/common/train/testdata/seqeval.json").value();
  const Json golden = ReadJson(path).value();
  const auto labels = golden.at("labels").get<std::vector<std::string>>();
  ASSERT_GE(golden.at("cases").size(), 50u);
  for (const Json& sample : golden.at("cases")) {
    SpanScore score(labels);
    const auto truth = sample.at("truth").get<std::vector<std::vector<int64_t>>>();
    const auto found = sample.at("predicted").get<std::vector<std::vector<int64_t>>>();
    for (size_t i = 0; i < truth.size(); ++i) score.Add(truth[i], found[i]);
    EXPECT_DOUBLE_EQ(score.Precision(), sample.at("precision").get<double>());
    EXPECT_DOUBLE_EQ(score.Recall(), sample.at("recall").get<double>());
    EXPECT_DOUBLE_EQ(score.F1(), sample.at("f1").get<double>());
  }
}

}  // namespace
}  // namespace graft
