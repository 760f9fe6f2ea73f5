#include "peft/study/study_task.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

StudyTask Texts() {
  return {.name = "",
          .train = std::vector<EncodedText>(3),
          .dev = std::vector<EncodedText>(2),
          .test = std::vector<EncodedText>(1)};
}

StudyTask Tags(bool spans) {
  StudyTask task = Texts();
  task.tagging = TaggingData{.labels = {},
                             .spans = spans,
                             .train = std::vector<EncodedSentence>(6),
                             .dev = std::vector<EncodedSentence>(5),
                             .test = std::vector<EncodedSentence>(4)};
  return task;
}

StudyTask Choices() {
  StudyTask task = Texts();
  task.choices = ChoiceData{.train = std::vector<EncodedChoices>(9),
                            .dev = std::vector<EncodedChoices>(8),
                            .test = std::vector<EncodedChoices>(7)};
  return task;
}

// Of three windows, about two questions.
StudyTask Questions() {
  StudyTask task = Texts();
  QuestionPart part;
  part.data.questions.resize(2);
  part.windows.resize(3);
  task.questions = QuestionData{.train = part, .dev = part, .test = part};
  return task;
}

std::vector<int64_t> Counts(const StudyTask& task) {
  const PartSizes sizes = CountExamples(task);
  return {sizes.train, sizes.dev, sizes.test};
}

TEST(StudyTask, CountsWhatItsKindLearnsFrom) {
  EXPECT_EQ(Counts(Texts()), (std::vector<int64_t>{3, 2, 1}));
  EXPECT_EQ(Counts(Tags(true)), (std::vector<int64_t>{6, 5, 4}));
  EXPECT_EQ(Counts(Choices()), (std::vector<int64_t>{9, 8, 7}));
  EXPECT_EQ(Counts(Questions()), (std::vector<int64_t>{3, 2, 2}));
}

TEST(StudyTask, HasOneScore) {
  EXPECT_EQ(ScoreName(Texts()), "accuracy");
  EXPECT_EQ(ScoreName(Tags(false)), "accuracy");
  EXPECT_EQ(ScoreName(Tags(true)), "span_f1");
  EXPECT_EQ(ScoreName(Choices()), "accuracy");
  EXPECT_EQ(ScoreName(Questions()), "answer_f1");
}

TEST(StudyTask, FindsTheScoreOfARun) {
  const auto run = [](const std::string& metric) {
    return RunRecord{.metrics = {{"params", 1}, {metric, 0.5}, {"test_accuracy", 0.5}}};
  };
  EXPECT_EQ(ScoreName(run("dev_span_f1")), "span_f1");
  EXPECT_EQ(ScoreName(run("test_span_f1")), "span_f1");
  EXPECT_EQ(ScoreName(run("test_answer_f1")), "answer_f1");
  EXPECT_EQ(ScoreName(run("dev_accuracy")), "accuracy");
}

TEST(StudyTask, SaysWhatItsHeadReads) {
  EXPECT_EQ(HeadInput(Texts(), Pooling::kCls), "cls");
  EXPECT_EQ(HeadInput(Choices(), Pooling::kMean), "mean");
  EXPECT_EQ(HeadInput(Tags(true), Pooling::kCls), "first token");
  EXPECT_EQ(HeadInput(Questions(), Pooling::kCls), "every token");
}

}  // namespace
}  // namespace graft
