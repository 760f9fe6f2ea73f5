#include "papers/common/tasks.h"

#include <utility>

#include "common/data/bbc.h"
#include "common/data/csv_dataset.h"
#include "common/data/mnli.h"
#include "common/data/reference/logistic_regression.h"
#include "common/data/reference/tfidf.h"
#include "common/data/splits.h"
#include "common/data/tweets.h"
#include "common/train/classification.h"
#include "papers/common/arm_results.h"
#include "papers/common/frozen_probe.h"
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

// GLUE's train and dev files: dev becomes our test, a tenth of train our dev.
absl::StatusOr<TextSplit> Glue(const std::string& folder, const std::string& dev_file,
                               const CsvColumns& columns) {
  ASSIGN_OR_RETURN(const TextDataset train,
                   LoadCsvDataset(folder + "/train.tsv", columns, {}, Tsv()));
  ASSIGN_OR_RETURN(TextDataset test, LoadCsvDataset(folder + "/" + dev_file, columns,
                                                    train.labels, Tsv()));
  const std::string prefix = "graft-glue:";
  TextSplit split =
      SplitByHash(train, prefix, train.size() - train.size() / 10, train.size() / 10);
  split.test = std::move(test);
  return split;
}

absl::StatusOr<TextSplit> LoadTexts(const std::string& name, const std::string& tsv) {
  if (name == "tweets") return Tweets();
  if (name == "mnli" && !tsv.empty())
    return Glue(tsv + "/MNLI", "dev_matched.tsv",
                {.text = "sentence1", .label = "gold_label", .text_pair = "sentence2"});
  if (name == "mnli") return LoadMnli();
  if (name == "sst2" && !tsv.empty())
    return Glue(tsv + "/SST-2", "dev.tsv", {.text = "sentence", .label = "label"});
  if (name == "sst2")
    return absl::InvalidArgumentError(
        "task sst2 needs --tsv=<folder> with GLUE's SST-2/train.tsv and dev.tsv");
  if (name == "bbc") {
    ASSIGN_OR_RETURN(const TextDataset bbc, LoadBbc());
    return SplitBbc(bbc);
  }
  return absl::InvalidArgumentError(
      StrCat("unknown task '", name, "': expected tweets, bbc, mnli or sst2"));
}

// Data sets are in hash order, so the first examples are a random sample.
void Cut(TextDataset& data, int64_t count) {
  if (count > 0 && count < data.size()) data.examples.resize(count);
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

}  // namespace

absl::StatusOr<LoadedTask> LoadTask(const TaskSize& size, const std::string& tsv,
                                    const Tokenizer& tokenizer) {
  if (IsTagTask(size.name)) return LoadTagTask(size, tokenizer);
  LoadedTask task;
  ASSIGN_OR_RETURN(task.texts, LoadTexts(size.name, tsv));
  for (TextDataset* part : {&task.texts.train, &task.texts.dev, &task.texts.test})
    *part = Shuffled(*part);
  Cut(task.texts.train, size.train);
  Cut(task.texts.dev, size.dev);
  Cut(task.texts.test, size.test);
  task.encoded.name = size.name;
  task.encoded.max_length = size.max_length;
  task.encoded.classes = static_cast<int64_t>(task.texts.train.labels.size());
  task.encoded.train = EncodeTexts(task.texts.train, tokenizer, size.max_length);
  task.encoded.dev = EncodeTexts(task.texts.dev, tokenizer, size.max_length);
  task.encoded.test = EncodeTexts(task.texts.test, tokenizer, size.max_length);
  return task;
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
