#include "peft/study/run_arm.h"

#include <gtest/gtest.h>

#include <optional>

#include "common/tensor/ops.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

const Arm kArm = {"lora", {{"lora", {{"r", "2"}}}}, {1e-1}};

StudyConfig Config() {
  StudyConfig config{.paper = "test", .seeds = 1};
  config.train.batch = 4;
  config.train.steps = 60;
  return config;
}

// Sentences of two words; the tag of a word is that of its token.
StudyTask TaggingTask(bool spans) {
  StudyTask task{.name = "tags", .classes = 3, .train = {}, .dev = {}, .test = {}};
  TaggingData data{.labels = {"O", "B-x", "I-x"},
                   .spans = spans,
                   .train = {},
                   .dev = {},
                   .test = {}};
  for (int32_t i = 0; i < 12; ++i) {
    const int64_t first = i % 2, second = first == 1 ? 2 : 0;
    data.train.push_back({.tokens = {{2, static_cast<int32_t>(5 + first),
                                      static_cast<int32_t>(7 + second), 3},
                                     {0, 0, 0, 0}},
                          .tags = {first, second},
                          .words = {0, 1},
                          .rows = {1, 2}});
  }
  data.dev = data.test = data.train;
  task.tagging = std::move(data);
  return task;
}

// Two choices of one token each; the right one is token 6.
StudyTask ChoiceTask() {
  StudyTask task{.name = "choices", .classes = 1, .train = {}, .dev = {}, .test = {}};
  ChoiceData data;
  for (int32_t i = 0; i < 12; ++i)
    data.train.push_back({.choices = {{{2, 4, 3, 5 + i % 2, 3}, {0, 0, 0, 1, 1}},
                                      {{2, 4, 3, 6 - i % 2, 3}, {0, 0, 0, 1, 1}}},
                          .label = 1 - i % 2});
  data.dev = data.test = data.train;
  task.choices = std::move(data);
  return task;
}

// The answer to every question is the context's word at token 9: "a" or "b" of "a b".
StudyTask QuestionTask() {
  StudyTask task{.name = "questions", .classes = 2, .train = {}, .dev = {}, .test = {}};
  QuestionPart part;
  part.data.contexts = {"a b"};
  for (int32_t i = 0; i < 12; ++i) {
    const int32_t first = i % 2;  // whether token 9 comes first
    part.data.questions.push_back({.id = StrCat(i),
                                   .text = "q",
                                   .context = 0,
                                   .answers = {{first ? "a" : "b", first ? 0 : 2}}});
    const int64_t at = first ? 3 : 4;
    part.windows.push_back(
        {.tokens = {{2, 4, 3, 9 - (1 - first), 9 - first, 3}, {0, 0, 0, 1, 1, 1}},
         .question = i,
         .context_begin = 3,
         .offsets = {{0, 1}, {2, 3}},
         .start = at,
         .end = at});
  }
  QuestionData data{.train = part, .dev = part, .test = part};
  task.questions = std::move(data);
  return task;
}

RunRecord RunOnce(const StudyTask& task, double rate = 1e-1) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  return RunArm(trunk, task, kArm, rate, 0, Config()).value();
}

TEST(RunArm, TrainsATaggerByAccuracy) {
  const RunRecord run = RunOnce(TaggingTask(false));
  EXPECT_EQ(run.run, "tags/lora/rate0.1/seed0");
  EXPECT_EQ(ScoreName(run), "accuracy");
  EXPECT_EQ(run.metrics.at("dev_accuracy"), 1);
  EXPECT_EQ(run.metrics.at("test_accuracy"), 1);
  EXPECT_FALSE(run.metrics.contains("test_span_f1"));
  EXPECT_EQ(run.config.at("pooling"), "first token");
  EXPECT_EQ(run.config.at("train_examples"), 12);
  EXPECT_GT(run.metrics.at("params"), 0);
}

TEST(RunArm, TrainsATaggerByEntities) {
  const RunRecord run = RunOnce(TaggingTask(true));
  EXPECT_EQ(ScoreName(run), "span_f1");
  EXPECT_EQ(run.metrics.at("dev_span_f1"), 1);
  EXPECT_EQ(run.metrics.at("test_span_f1"), 1);
  EXPECT_TRUE(run.curves.contains("dev_span_f1"));
}

TEST(RunArm, TrainsAChooser) {
  const RunRecord run = RunOnce(ChoiceTask());
  EXPECT_EQ(ScoreName(run), "accuracy");
  EXPECT_EQ(run.metrics.at("dev_accuracy"), 1);
  EXPECT_EQ(run.metrics.at("test_accuracy"), 1);
  EXPECT_EQ(run.config.at("train_examples"), 12);
}

TEST(RunArm, TrainsAnAnswerer) {
  const RunRecord run = RunOnce(QuestionTask());
  EXPECT_EQ(ScoreName(run), "answer_f1");
  EXPECT_EQ(run.metrics.at("dev_answer_f1"), 1);
  EXPECT_EQ(run.metrics.at("test_answer_f1"), 1);
  EXPECT_EQ(run.metrics.at("test_exact_match"), 1);
  EXPECT_EQ(run.config.at("pooling"), "every token");
  EXPECT_EQ(run.config.at("test_examples"), 12);
}

// Its loss is the same in training and out of it when the trunk drops nothing.
TEST(RunArm, DropsNothingBeforeTheScoresOfAnswers) {
  const Bert trunk = testing::TinyBert(at::kFloat);  // dropout 0.1
  const RandomStream init(1, "init");
  const auto drops = [&](const StudyTask& task) {
    const Head head = StartHead(trunk, task, Pooling::kMean, init);
    const at::Tensor rows = at::ones({50, 8});
    return !head.linear()
                .Logits(rows, Dropout(RandomStream(1, "dropout")))
                .equal(head.linear().Logits(rows, {}));
  };
  EXPECT_FALSE(drops(QuestionTask()));
  EXPECT_TRUE(drops(TaggingTask(false)));
}

TEST(RunArm, GivesTheTrunkTheStudysDropout) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto losses = [&](std::optional<double> dropout) {
    StudyConfig config = Config();
    config.dropout = dropout;
    const RunRecord run =
        RunArm(trunk, TaggingTask(false), kArm, 1e-2, 0, config).value();
    EXPECT_EQ(run.config.contains("dropout"), dropout.has_value());
    return run.curves.at("train_loss");
  };
  EXPECT_EQ(losses(0.1), losses(std::nullopt));  // the model's own
  EXPECT_NE(losses(0.5), losses(0.1));
}

// The task cannot be what the arm says once the first part of it has failed.
TEST(RunArm, ScoresADivergedStartZero) {
  StudyTask task = TaggingTask(false);
  task.related = {{.classes = 3, .train = task.tagging->train}};
  Arm arm = kArm;
  arm.recipe["related_steps"] = "30";
  const Bert trunk = testing::TinyBert(at::kFloat);
  EXPECT_EQ(RunArm(trunk, task, arm, 1e30, 0, Config())->metrics.at("test_accuracy"),
            0);
  EXPECT_EQ(RunArm(trunk, task, arm, 1e-1, 0, Config())->metrics.at("test_accuracy"),
            1);
}

TEST(RunArm, RefusesTextsThatTheMethodLeavesNoRoomFor) {
  StudyTask task = TaggingTask(false);
  task.max_length = 30;
  const Bert trunk = testing::TinyBert(at::kFloat);  // 32 positions
  const Arm arm = {"prompt", {{"prompt_tuning", {{"l", "3"}}}}, {1e-1}};
  const absl::Status status = RunArm(trunk, task, arm, 0.1, 0, Config()).status();
  EXPECT_EQ(status.message(),
            "task tags has texts of up to 30 tokens, and with prompt the model's 32 "
            "positions leave room for 29; expected a model with more");
}

TEST(RunArm, ScoresADivergedRunZero) {
  for (const StudyTask& task :
       {TaggingTask(false), TaggingTask(true), ChoiceTask(), QuestionTask()}) {
    const RunRecord run = RunOnce(task, 1e30);
    EXPECT_EQ(run.metrics.at("dev_" + ScoreName(task)), 0);
    EXPECT_EQ(run.metrics.at("test_" + ScoreName(task)), 0);
  }
}

// The start of the record is the same before and after the run.
TEST(RunArm, SaysBeforehandWhatItWillRun) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const StudyTask task = TaggingTask(false);
  const RunRecord run = RunArm(trunk, task, kArm, 1e-3, 2, Config()).value();
  const RunRecord start = StartRecord(trunk, task, kArm, 1e-3, 2, Config());
  EXPECT_EQ(run.run, start.run);
  EXPECT_EQ(run.config, start.config);
  EXPECT_EQ(run.seed, 2);
}

TEST(RunArm, StartsFromAGivenMap) {
  StudyTask task = TaggingTask(false);
  task.head = LinearMap{at::zeros({3, 8}), at::tensor({0.0, 0.0, 9.0})};
  StudyConfig config = Config();
  config.train.steps = 1;
  const Bert trunk = testing::TinyBert(at::kFloat);
  const RunRecord run = RunArm(trunk, task, kArm, 1e-9, 0, config).value();
  EXPECT_EQ(run.config.at("head"), "probe");
  EXPECT_EQ(run.metrics.at("test_accuracy"), 0.25) << "always I-x";
}

}  // namespace
}  // namespace graft
