// Examples: what a data set is, whichever file it came from.
//
// Idea:      One struct for classification of a text or a pair of texts, one for a choice
//            among texts, one for tagging words; all carry the domain they come from and an id that is stable from run
//            to run (file name, row number), by which splits are made.
// Errors:    none; loaders check that labels and domains are in range.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace graft {

// A text, or a pair of texts, with one label.
struct Example {
  std::string text = "";
  std::string text_pair = "";  // empty in a data set of single texts
  int label = 0;               // index into labels; -1 if the label is not known
  int domain = 0;              // index into domains
  std::string id = "";         // stable name: "business/001.txt", row "1234"
};

// A text and what may come after it, of which one is right.
struct ChoiceExample {
  std::string text = "";
  std::vector<std::string> choices = {};
  int label = 0;   // index into choices; -1 if the label is not known
  int domain = 0;  // index into domains
  std::string id = "";
};

// A sentence with one tag per word.
struct TaggedSentence {
  std::vector<std::string> words = {};
  std::vector<int> tags = {};  // indices into labels, as many as words
  int domain = 0;              // index into domains
  std::string id = "";         // "ca01:3", the fourth sentence of document ca01
};

template <class Item>
struct Dataset {
  std::string name;
  std::vector<std::string> labels;
  std::vector<std::string> domains;  // one, unless the data has natural domains
  std::vector<Item> examples;
  bool pairs = false;  // of texts, though the second may be empty

  int64_t size() const { return static_cast<int64_t>(examples.size()); }
};
using TextDataset = Dataset<Example>;
using ChoiceDataset = Dataset<ChoiceExample>;
using TagDataset = Dataset<TaggedSentence>;

template <class Item>
struct Split {
  Dataset<Item> train, dev, test;
};
using TextSplit = Split<Example>;
using TagSplit = Split<TaggedSentence>;

// Position of `name` in `names`, or -1.
inline int IndexOf(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// The same data set with no examples.
template <class Item>
Dataset<Item> WithoutExamples(const Dataset<Item>& data) {
  return {data.name, data.labels, data.domains, {}, data.pairs};
}

// The examples at `indices`, in that order.
template <class Item>
Dataset<Item> Select(const Dataset<Item>& data, const std::vector<int64_t>& indices) {
  Dataset<Item> selected = WithoutExamples(data);
  selected.examples.reserve(indices.size());
  for (int64_t i : indices) selected.examples.push_back(data.examples.at(i));
  return selected;
}

// Number of examples of each label; those with label -1 are not counted.
inline std::vector<int64_t> CountByLabel(const TextDataset& data) {
  std::vector<int64_t> counts(data.labels.size());
  for (const Example& example : data.examples)
    if (example.label >= 0) ++counts.at(example.label);
  return counts;
}

// Number of examples of each domain.
template <class Item>
std::vector<int64_t> CountByDomain(const Dataset<Item>& data) {
  std::vector<int64_t> counts(data.domains.size());
  for (const Item& item : data.examples) ++counts.at(item.domain);
  return counts;
}

}  // namespace graft
