#include "peft/study/study_task.h"

namespace graft {
namespace {

template <class Data>
PartSizes SizesOf(const Data& data) {
  return {static_cast<int64_t>(data.train.size()),
          static_cast<int64_t>(data.dev.size()),
          static_cast<int64_t>(data.test.size())};
}

}  // namespace

std::string ScoreName(const StudyTask& task) {
  if (task.questions) return "answer_f1";
  return task.tagging && task.tagging->spans ? "span_f1" : "accuracy";
}

std::string ScoreName(const RunRecord& run) {
  for (const std::string name : {"span_f1", "answer_f1"})
    if (run.metrics.contains("test_" + name) || run.metrics.contains("dev_" + name))
      return name;
  return "accuracy";
}

std::string HeadInput(const StudyTask& task, Pooling pooling) {
  if (task.tagging) return "first token";
  return task.questions ? "every token" : PoolingName(pooling);
}

PartSizes CountExamples(const StudyTask& task) {
  if (task.tagging) return SizesOf(*task.tagging);
  if (task.choices) return SizesOf(*task.choices);
  if (!task.questions) return SizesOf(task);
  const QuestionData& data = *task.questions;
  return {static_cast<int64_t>(data.train.windows.size()),
          static_cast<int64_t>(data.dev.data.questions.size()),
          static_cast<int64_t>(data.test.data.questions.size())};
}

}  // namespace graft
