// StudyTask: what the arms of a study learn: texts to classify, sentences to tag, choices to
// make, or questions to answer.
//
// Idea:   A task is its three parts, encoded once and shared by all runs, and what its
//         scores are called. Exactly one of texts, `tagging`, `choices`, `questions` is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/models/head.h"
#include "common/models/linear_head.h"
#include "common/report/records.h"
#include "common/train/answer_spans.h"
#include "common/train/classification.h"
#include "common/train/multiple_choice.h"
#include "common/train/question_windows.h"
#include "common/train/tagging.h"
#include "peft/study/related_tasks.h"

namespace graft {

struct TaggingData {
  std::vector<std::string> labels;
  bool spans = false;  // scored by the F1 of entities, not by accuracy
  std::vector<EncodedSentence> train, dev, test;
};

struct ChoiceData {
  std::vector<EncodedChoices> train, dev, test;
};

// Questions and the windows in which they are asked.
struct QuestionPart {
  SquadData data;
  std::vector<QuestionWindow> windows;
};

struct QuestionData {
  QuestionPart train, dev, test;
  AnswerConfig answers = {};
};

struct StudyTask {
  std::string name;                    // "tweets"
  int64_t max_length = 0;              // tokens a text was cut to; for the record
  int64_t classes = 0;                 // of the head: 1 for choices, 2 for questions
  std::optional<LinearMap> head = {};  // where every run's head starts; none: drawn
  std::vector<EncodedText> train, dev, test;
  std::optional<TaggingData> tagging = {};
  std::optional<ChoiceData> choices = {};
  std::optional<QuestionData> questions = {};
  std::vector<RelatedTask> related = {};  // other tasks of its kind
};

// What the task is scored by: "accuracy"; tagging with spans: "span_f1"; questions:
// "answer_f1". Runs have it as "dev_<name>" and "test_<name>".
std::string ScoreName(const StudyTask& task);
// The same of a finished run.
std::string ScoreName(const RunRecord& run);

// Of the head, for the record: what its map sees.
std::string HeadInput(const StudyTask& task, Pooling pooling);

struct PartSizes {
  int64_t train, dev, test;
};
// Training examples are texts, sentences, questions of choices, or windows.
PartSizes CountExamples(const StudyTask& task);

}  // namespace graft
