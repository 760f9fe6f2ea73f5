#include "common/data/conll.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/files.h"
#include "common/base/suggest.h"
#include "common/data/utf8.h"

namespace graft {
namespace {

struct TaggedWord {
  std::string_view word, tag;
  int64_t line;
};
using Sentence = std::vector<TaggedWord>;

absl::Status At(const std::string& path, int64_t line, const std::string& what) {
  return absl::InvalidArgumentError(StrCat(path, ":", line, ": ", what));
}

std::vector<std::string_view> Columns(std::string_view line) {
  const bool tabs = line.find('\t') != std::string_view::npos;
  std::vector<std::string_view> columns;
  for (size_t begin = 0; begin <= line.size();) {
    const size_t end = std::min(line.find(tabs ? '\t' : ' ', begin), line.size());
    // Spaces may come in rows; between two tabs a column is empty.
    if (tabs || end > begin) columns.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return columns;
}

// Splits a file into sentences whose words and tags are views of it.
class Reader {
 public:
  Reader(const std::string& path, size_t word_column)
      : path_(path), word_column_(word_column) {}

  absl::StatusOr<std::vector<Sentence>> Read(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    for (int64_t line = 1; !bytes.empty(); ++line) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      std::string_view text = bytes.substr(0, end);
      if (text.ends_with('\r')) text.remove_suffix(1);
      RETURN_IF_ERROR(Line(text, line));
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    EndSentence();
    if (sentences_.empty())
      return absl::InvalidArgumentError(
          StrCat(path_, ": no sentence: expected one word and its tag a line"));
    if (numbers_only_)
      return absl::InvalidArgumentError(
          StrCat(path_, ": all words are numbers; expected the word in column ",
                 word_column_ + 1));
    return std::move(sentences_);
  }

 private:
  absl::Status Line(std::string_view text, int64_t line) {
    const std::vector<std::string_view> columns = Columns(text);
    if (columns.empty() || (columns.size() == 1 && columns[0].empty())) {
      EndSentence();
      return absl::OkStatus();
    }
    if (columns[0] == "-DOCSTART-") return absl::OkStatus();
    if (columns.size() < word_column_ + 2)
      return At(path_, line,
                StrCat("expected a word and its tag, found only '",
                       ValidUtf8(text, InvalidUtf8::kReplace).text, "'"));
    if (width_ == 0) width_ = columns.size();
    if (columns.size() != width_)
      return At(path_, line,
                StrCat("expected ", width_,
                       " columns as in the lines "
                       "before, found ",
                       columns.size()));
    const std::string_view word = columns[word_column_];
    for (const std::string_view field : {word, columns.back()}) {
      if (field.empty()) return At(path_, line, "the word or its tag is empty");
      if (ValidUtf8(field, InvalidUtf8::kDrop).invalid > 0)
        return At(path_, line, "not UTF-8; convert the file first");
    }
    if (word.find_first_not_of("0123456789") != std::string_view::npos)
      numbers_only_ = false;
    sentence_.push_back({word, columns.back(), line});
    return absl::OkStatus();
  }

  void EndSentence() {
    if (!sentence_.empty()) sentences_.push_back(std::exchange(sentence_, {}));
  }

  const std::string& path_;
  size_t word_column_;
  size_t width_ = 0;  // columns of a line
  bool numbers_only_ = true;
  Sentence sentence_;
  std::vector<Sentence> sentences_;
};

// Those of all files together, in the order of the alphabet, "O" first.
std::vector<std::string> LabelsOf(
    const std::vector<const std::vector<Sentence>*>& files) {
  std::set<std::string_view> tags;
  for (const std::vector<Sentence>* sentences : files)
    for (const Sentence& sentence : *sentences)
      for (const TaggedWord& word : sentence) tags.insert(word.tag);
  std::vector<std::string> labels;
  if (tags.erase("O") > 0) labels.emplace_back("O");
  labels.insert(labels.end(), tags.begin(), tags.end());
  return labels;
}

absl::StatusOr<std::vector<Sentence>> ReadSentences(const ConllFile& file) {
  return Reader(file.path, file.word_column).Read(file.bytes);
}

// The sentences of the file of that path with their tags' numbers among `labels`.
absl::StatusOr<TagDataset> Numbered(const std::vector<Sentence>& sentences,
                                    const std::string& path,
                                    const std::vector<std::string>& labels) {
  const std::string name = path.substr(path.rfind('/') + 1);
  TagDataset data{name, labels, {name}, {}};
  for (const Sentence& sentence : sentences) {
    TaggedSentence example{.id = StrCat(name, ":", data.size())};
    for (const TaggedWord& word : sentence) {
      const int tag = IndexOf(data.labels, word.tag);
      if (tag < 0)
        return At(path, word.line,
                  StrCat("tag '", word.tag, "' is not one of the ", labels.size(),
                         " known ones", DidYouMean(word.tag, labels)));
      example.words.emplace_back(word.word);
      example.tags.push_back(tag);
    }
    data.examples.push_back(std::move(example));
  }
  return data;
}

}  // namespace

absl::StatusOr<TagDataset> ParseConll(std::string_view bytes, const std::string& path,
                                      const std::vector<std::string>& labels) {
  ASSIGN_OR_RETURN(const std::vector<Sentence> sentences, ReadSentences({bytes, path}));
  return Numbered(sentences, path, labels.empty() ? LabelsOf({&sentences}) : labels);
}

absl::StatusOr<TagDataset> LoadConll(const std::string& path,
                                     const std::vector<std::string>& labels) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  return ParseConll(bytes, path, labels);
}

absl::StatusOr<TagSplit> ParseConllSplit(const ConllFile& train, const ConllFile& dev,
                                         const ConllFile& test) {
  ASSIGN_OR_RETURN(const std::vector<Sentence> of_train, ReadSentences(train));
  ASSIGN_OR_RETURN(const std::vector<Sentence> of_dev, ReadSentences(dev));
  ASSIGN_OR_RETURN(const std::vector<Sentence> of_test, ReadSentences(test));
  const std::vector<std::string> labels = LabelsOf({&of_train, &of_dev, &of_test});
  TagSplit split;
  ASSIGN_OR_RETURN(split.train, Numbered(of_train, train.path, labels));
  ASSIGN_OR_RETURN(split.dev, Numbered(of_dev, dev.path, labels));
  ASSIGN_OR_RETURN(split.test, Numbered(of_test, test.path, labels));
  return split;
}

}  // namespace graft
