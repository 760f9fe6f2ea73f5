#include "papers/common/tasks.h"

#include <utility>

#include "common/data/bbc.h"
#include "common/data/mnli.h"
#include "common/data/reference/logistic_regression.h"
#include "common/data/reference/tfidf.h"
#include "common/data/splits.h"
#include "common/data/tweets.h"
#include "common/train/classification.h"
#include "papers/common/arm_results.h"
#include "papers/common/frozen_probe.h"
#include "papers/common/given_data.h"
#include "papers/common/tag_tasks.h"
#include "peft/hub/graft_folder.h"

namespace graft::papers {
namespace {

// Airline tweets: 2,000 for dev and 3,000 for test, the rest to train on.
absl::StatusOr<TextSplit> Tweets() {
  ASSIGN_OR_RETURN(const TextDataset tweets, AirlineTweets());
  const std::string prefix = "graft-airlines:";
  return SplitByHash(tweets, prefix, tweets.size() - 5000, 2000);
}

absl::StatusOr<TextSplit> LoadTexts(const TaskSize& size, const std::string& folder) {
  const std::string& name = size.name;
  if (name == "tweets") return Tweets();
  if (name == "mnli" && folder.empty()) return LoadMnli();
  if (name == "mnli" || name == "sst2") return GivenGlue(folder, name);
  if (IsGivenSuperGlue(name))
    return GivenSuperGlue(
        folder, name, size.recipe ? size.recipe->form : SuperGlueTemplate::kQuestion);
  if (name == "bbc") {
    ASSIGN_OR_RETURN(const TextDataset bbc, LoadBbc());
    return SplitBbc(bbc);
  }
  return absl::InvalidArgumentError(StrCat("unknown task '", name, "'"));
}

// Data sets are in hash order, so the first examples are a random sample.
template <class Items>
void Cut(Items& items, int64_t count) {
  if (count > 0 && count < static_cast<int64_t>(items.size())) items.resize(count);
}

// MNLI comes genre by genre; every other data set is shuffled by its split already. The key
// is the first paper's, so that all papers see the same texts.
TextDataset Shuffled(const TextDataset& data) {
  return Select(data, OrderByHash(data, IdKey<Example>("graft-unified-view:")));
}

std::vector<std::string> TextsOf(const TextDataset& data) {
  std::vector<std::string> texts;
  for (const Example& example : data.examples)
    texts.push_back(example.text_pair.empty()
                        ? example.text
                        : StrCat(example.text, " ", example.text_pair));
  return texts;
}

std::vector<int> LabelsOf(const TextDataset& data) {
  std::vector<int> labels;
  for (const Example& example : data.examples) labels.push_back(example.label);
  return labels;
}

RunRecord Record(const std::string& paper, const LoadedTask& task,
                 const std::string& reference, const std::vector<int>& predicted) {
  RunRecord record;
  record.paper = paper;
  record.run = ReferenceRun(task.encoded.name, reference);
  record.config["task"] = task.encoded.name;
  record.config["c"] = LogisticRegressionConfig().c;
  record.config["train_examples"] = task.texts.train.size();
  record.config["test_examples"] = task.texts.test.size();
  record.metrics["test_accuracy"] = Accuracy(predicted, LabelsOf(task.texts.test));
  return record;
}

LoadedTask StartTask(const TaskSize& size) {
  LoadedTask task;
  task.encoded.name = size.name;
  task.encoded.max_length = size.max_length;
  return task;
}

absl::StatusOr<LoadedTask> LoadChoices(const TaskSize& size, const std::string& folder,
                                       const Tokenizer& tokenizer) {
  ASSIGN_OR_RETURN(const ChoiceParts parts, GivenCopa(folder));
  ChoiceData data{.train = EncodeChoices(parts.train, tokenizer, size.max_length),
                  .dev = EncodeChoices(parts.dev, tokenizer, size.max_length),
                  .test = {}};
  Cut(data.train, size.train);
  Cut(data.dev, size.dev);
  data.test = data.dev;
  LoadedTask task = StartTask(size);
  task.encoded.classes = 1;
  task.encoded.choices = std::move(data);
  return task;
}

// With windows that overlap by a third, as run_qa.py's of 384 tokens do.
absl::StatusOr<LoadedTask> LoadQuestions(const TaskSize& size,
                                         const std::string& folder,
                                         const Tokenizer& tokenizer) {
  ASSIGN_OR_RETURN(SquadParts parts, GivenSquad(folder, size.name));
  const WindowConfig config{.max_length = size.max_length,
                            .stride = size.max_length / 3};
  const auto part = [&](SquadData& data,
                        int64_t count) -> absl::StatusOr<QuestionPart> {
    Cut(data.questions, count);
    ASSIGN_OR_RETURN(auto windows, MakeWindows(data, tokenizer, config));
    return QuestionPart{std::move(data), std::move(windows)};
  };
  QuestionData data;
  data.answers.may_be_none = size.name == "squad2";
  ASSIGN_OR_RETURN(data.train, part(parts.train, size.train));
  ASSIGN_OR_RETURN(data.dev, part(parts.dev, size.dev));
  data.test = data.dev;
  LoadedTask task = StartTask(size);
  task.encoded.classes = 2;
  task.encoded.questions = std::move(data);
  return task;
}

}  // namespace

absl::StatusOr<LoadedTask> LoadTask(const TaskSize& size, const std::string& folder,
                                    const Tokenizer& tokenizer) {
  if (IsTagTask(size.name)) return LoadTagTask(size, folder, tokenizer);
  if (size.name == "copa") return LoadChoices(size, folder, tokenizer);
  if (IsGivenSquad(size.name)) return LoadQuestions(size, folder, tokenizer);
  LoadedTask task = StartTask(size);
  ASSIGN_OR_RETURN(task.texts, LoadTexts(size, folder));
  for (TextDataset* part : {&task.texts.train, &task.texts.dev, &task.texts.test})
    *part = Shuffled(*part);
  Cut(task.texts.train.examples, size.train);
  Cut(task.texts.dev.examples, size.dev);
  Cut(task.texts.test.examples, size.test);
  task.encoded.classes = static_cast<int64_t>(task.texts.train.labels.size());
  task.encoded.train = EncodeTexts(task.texts.train, tokenizer, size.max_length);
  task.encoded.dev = EncodeTexts(task.texts.dev, tokenizer, size.max_length);
  task.encoded.test = EncodeTexts(task.texts.test, tokenizer, size.max_length);
  return task;
}

bool UsesPairs(const LoadedTask& task) {
  return task.texts.train.pairs || task.encoded.choices || task.encoded.questions;
}

bool HasReferences(const LoadedTask& task) {
  return !task.encoded.choices && !task.encoded.questions;
}

absl::StatusOr<RunRecord> WordReference(const std::string& paper,
                                        const LoadedTask& task) {
  if (task.encoded.tagging) return FrequentTags(paper, task);
  const std::vector<std::string> train = TextsOf(task.texts.train);
  ASSIGN_OR_RETURN(const Tfidf tfidf, Tfidf::Fit(train));
  ASSIGN_OR_RETURN(
      const LogisticRegression model,
      LogisticRegression::Fit(tfidf.Transform(train), LabelsOf(task.texts.train),
                              static_cast<int>(task.encoded.classes)));
  return Record(paper, task, "tfidf",
                model.Predict(tfidf.Transform(TextsOf(task.texts.test))));
}

absl::StatusOr<RunRecord> Probe(const std::string& paper, const Bert& trunk,
                                LoadedTask& task) {
  if (task.encoded.tagging) return TagProbe(paper, trunk, task);
  ASSIGN_OR_RETURN(const FrozenProbe probe,
                   FrozenProbe::Fit(MeanStates(trunk, task.encoded.train),
                                    LabelsOf(task.texts.train), task.encoded.classes));
  task.encoded.head = probe.head();
  RunRecord record = Record(paper, task, "frozen",
                            probe.Predict(MeanStates(trunk, task.encoded.test)));
  record.config["trunk"] = TrunkHash(trunk);
  record.config["max_length"] = task.encoded.max_length;
  return record;
}

}  // namespace graft::papers
