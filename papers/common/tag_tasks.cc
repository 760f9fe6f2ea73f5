#include "papers/common/tag_tasks.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/data/brown.h"
#include "common/data/crossner.h"
#include "common/data/splits.h"
#include "common/train/entity_spans.h"
#include "common/train/tagging.h"
#include "papers/common/arm_results.h"
#include "papers/common/frozen_probe.h"
#include "papers/common/given_data.h"
#include "peft/hub/graft_folder.h"

namespace graft::papers {
namespace {

constexpr std::string_view kNer = "ner_";
constexpr size_t kProbeWords = 4000;

absl::StatusOr<TagSplit> LoadSentences(const std::string& name,
                                       const std::string& folder) {
  if (IsGivenTags(name)) return GivenTags(folder, name);
  if (name.starts_with(kNer)) return LoadCrossNer(name.substr(kNer.size()));
  ASSIGN_OR_RETURN(const TagDataset brown, LoadBrown());
  return SplitByHash<TaggedSentence>(
      brown, [](const TaggedSentence& s) { return "graft-brown:" + BrownDocument(s); },
      brown.size() - 7000, 2000);
}

// In an order of its own, so that the first sentences are a random sample.
TagDataset Sample(const TagDataset& data, int64_t count) {
  std::vector<int64_t> order =
      OrderByHash(data, IdKey<TaggedSentence>("graft-tag-tasks:"));
  if (count > 0 && count < data.size()) order.resize(count);
  return Select(data, order);
}

// ASCII letters in lower case: enough to meet a word at the start of a sentence again.
std::string Folded(std::string word) {
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return word;
}

int64_t Largest(const std::map<int64_t, int64_t>& counts) {
  return std::max_element(
             counts.begin(), counts.end(),
             [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

RunRecord Start(const std::string& paper, const LoadedTask& task,
                const std::string& reference) {
  RunRecord record{.paper = paper, .run = ReferenceRun(task.encoded.name, reference)};
  record.config["task"] = task.encoded.name;
  record.config["train_examples"] = task.sentences.train.size();
  record.config["test_examples"] = task.sentences.test.size();
  return record;
}

// The train parts of the other domains.
absl::StatusOr<std::vector<RelatedTask>> Related(std::string_view domain,
                                                 const Tokenizer& tokenizer,
                                                 int max_length) {
  std::vector<RelatedTask> related;
  for (const std::string_view other : kCrossNerDomains) {
    if (other == domain) continue;
    ASSIGN_OR_RETURN(const TagSplit split, LoadCrossNer(other));
    related.push_back({static_cast<int64_t>(split.train.labels.size()),
                       EncodeSentences(split.train, tokenizer, max_length)});
  }
  return related;
}

}  // namespace

bool IsTagTask(std::string_view name) {
  return name == "brown" || name.starts_with(kNer) || IsGivenTags(name);
}

absl::StatusOr<LoadedTask> LoadTagTask(const TaskSize& size, const std::string& folder,
                                       const Tokenizer& tokenizer) {
  LoadedTask task;
  ASSIGN_OR_RETURN(const TagSplit all, LoadSentences(size.name, folder));
  task.sentences = {Sample(all.train, size.train), Sample(all.dev, size.dev),
                    Sample(all.test, size.test)};
  const std::vector<std::string>& labels = all.train.labels;
  const auto encode = [&](const TagDataset& data) {
    return EncodeSentences(data, tokenizer, size.max_length);
  };
  task.encoded.name = size.name;
  task.encoded.max_length = size.max_length;
  task.encoded.classes = static_cast<int64_t>(labels.size());
  task.encoded.tagging = TaggingData{.labels = labels,
                                     .spans = IsIob(labels),
                                     .train = encode(task.sentences.train),
                                     .dev = encode(task.sentences.dev),
                                     .test = encode(task.sentences.test)};
  if (size.name.starts_with(kNer)) {
    ASSIGN_OR_RETURN(task.encoded.related, Related(size.name.substr(kNer.size()),
                                                   tokenizer, size.max_length));
  }
  return task;
}

absl::StatusOr<RunRecord> FrequentTags(const std::string& paper,
                                       const LoadedTask& task) {
  std::map<std::string, std::map<int64_t, int64_t>> of_word;
  std::map<int64_t, int64_t> of_all;
  for (const TaggedSentence& s : task.sentences.train.examples)
    for (size_t w = 0; w < s.words.size(); ++w) {
      ++of_word[Folded(s.words[w])][s.tags[w]];
      ++of_all[s.tags[w]];
    }
  const int64_t usual = Largest(of_all);
  WordTags predicted;
  for (const TaggedSentence& s : task.sentences.test.examples) {
    predicted.emplace_back();
    for (const std::string& word : s.words) {
      const auto seen = of_word.find(Folded(word));
      predicted.back().push_back(seen == of_word.end() ? usual : Largest(seen->second));
    }
  }
  RunRecord record = Start(paper, task, "words");
  AddTagScores(task.encoded, predicted, record);
  return record;
}

absl::StatusOr<RunRecord> TagProbe(const std::string& paper, const Bert& trunk,
                                   LoadedTask& task) {
  const TaggingData& data = *task.encoded.tagging;
  std::vector<EncodedSentence> sample;
  std::vector<int> tags;
  for (const EncodedSentence& s : data.train) {
    if (tags.size() >= kProbeWords) break;
    sample.push_back(s);
    for (const int64_t word : s.words) tags.push_back(static_cast<int>(s.tags[word]));
  }
  ASSIGN_OR_RETURN(
      const FrozenProbe probe,
      FrozenProbe::Fit(WordStates(trunk, sample), tags, task.encoded.classes));
  task.encoded.head = probe.head();
  const std::vector<int> guesses = probe.Predict(WordStates(trunk, data.test));
  WordTags predicted;
  size_t next = 0;
  for (const EncodedSentence& s : data.test) {
    predicted.emplace_back(s.tags.size(), -1);
    for (const int64_t word : s.words) predicted.back()[word] = guesses[next++];
  }
  RunRecord record = Start(paper, task, "frozen_words");
  record.config["trunk"] = TrunkHash(trunk);
  record.config["max_length"] = task.encoded.max_length;
  record.config["probe_words"] = tags.size();
  AddTagScores(task.encoded, predicted, record);
  return record;
}

}  // namespace graft::papers
