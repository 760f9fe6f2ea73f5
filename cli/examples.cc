#include "cli/examples.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "cli/table_data.h"
#include "common/base/files.h"
#include "common/data/conll.h"
#include "common/data/splits.h"
#include "common/report/figures.h"

namespace graft::cli {
namespace {

void ReportCut(const std::vector<EncodedText>& texts, int64_t max_length) {
  const auto full = [&](const EncodedText& text) {
    return static_cast<int64_t>(text.tokens.ids.size()) == max_length;
  };
  const int64_t cut = std::count_if(texts.begin(), texts.end(), full);
  if (cut > 0)
    std::cerr << FormatCount(cut) << " of " << FormatCount(texts.size())
              << " texts to train on reach the limit of " << max_length
              << " tokens and may be cut (--max-length)\n";
}

std::string WordsOf(const TaggedSentence& sentence) {
  std::string words;
  for (const std::string& word : sentence.words) words += word + "\n";
  return words;
}

// Words behind the last token; one without a token elsewhere is no matter of length.
int64_t CutWords(const EncodedSentence& s, int64_t max_length) {
  if (static_cast<int64_t>(s.tokens.ids.size()) < max_length) return 0;
  return static_cast<int64_t>(s.tags.size()) -
         (s.words.empty() ? 0 : s.words.back() + 1);
}

absl::StatusOr<std::vector<EncodedSentence>> Encode(const TagDataset& data,
                                                    const std::string& path,
                                                    const Tokenizer& tokenizer,
                                                    int64_t max_length, bool may_cut) {
  std::vector<EncodedSentence> sentences = EncodeSentences(data, tokenizer, max_length);
  RETURN_IF_ERROR(CheckCut(sentences, path, max_length, may_cut));
  return sentences;
}

// A tenth apart, by the hash of the words.
TagSplit SplitTenth(const TagDataset& all) {
  const int64_t tenth = std::max<int64_t>(1, all.size() / 10);
  return SplitByHash(all, HashKey<TaggedSentence>(WordsOf), all.size() - tenth, tenth);
}

}  // namespace

absl::Status CheckCut(const std::vector<EncodedSentence>& sentences,
                      const std::string& what, int64_t max_length, bool may_cut) {
  int64_t cut = 0, first = -1;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const int64_t words = CutWords(sentences[i], max_length);
    if (words > 0 && first < 0) first = static_cast<int64_t>(i);
    cut += words;
  }
  if (cut == 0) return absl::OkStatus();
  const std::string found =
      StrCat(what, ": ", FormatCount(cut), " words lie behind the limit of ",
             max_length, " tokens, the first in sentence ", first + 1);
  if (!may_cut)
    return absl::InvalidArgumentError(
        found + "; split the sentences, or cut them by --max-length=N");
  std::cerr << found << "; they get no tag\n";
  return absl::OkStatus();
}

absl::StatusOr<TrainingExamples> LoadTexts(const std::string& data,
                                           const std::string& dev,
                                           const CsvColumns& columns,
                                           const Tokenizer& tokenizer,
                                           int64_t max_length) {
  ASSIGN_OR_RETURN(const TrainingTables tables, LoadTrainingTables(data, dev, columns));
  const auto length = static_cast<int>(max_length);
  TrainingExamples examples{.labels = tables.train.labels, .train = {}, .dev = {}};
  examples.train.texts = EncodeTexts(tables.train, tokenizer, length);
  examples.dev.texts = EncodeTexts(tables.dev, tokenizer, length);
  ReportCut(examples.train.texts, max_length);
  return examples;
}

absl::StatusOr<TrainingExamples> LoadSentences(const std::string& data,
                                               const std::string& dev,
                                               const Tokenizer& tokenizer,
                                               int64_t max_length, bool may_cut) {
  ASSIGN_OR_RETURN(const TagDataset all, LoadConll(data));
  if (all.labels.size() < 2)
    return absl::InvalidArgumentError(
        StrCat(data, ": one tag, ", all.labels[0], ": expected at least two"));
  if (dev.empty() && all.size() < 2)
    return absl::InvalidArgumentError(
        StrCat(data, ": one sentence; training needs at least two"));
  TagSplit split{all, {}, {}};
  if (dev.empty()) {
    split = SplitTenth(all);
  } else {
    ASSIGN_OR_RETURN(split.dev, LoadConll(dev, all.labels));
  }
  std::cerr << FormatCount(split.train.size()) << " sentences to train, "
            << FormatCount(split.dev.size()) << " for dev, "
            << FormatCount(static_cast<int64_t>(all.labels.size())) << " tags\n";
  TrainingExamples examples{.labels = all.labels, .train = {}, .dev = {}};
  ASSIGN_OR_RETURN(examples.train.sentences,
                   Encode(split.train, data, tokenizer, max_length, may_cut));
  ASSIGN_OR_RETURN(examples.dev.sentences, Encode(split.dev, dev.empty() ? data : dev,
                                                  tokenizer, max_length, may_cut));
  return examples;
}

absl::StatusOr<std::vector<EncodedSentence>> LoadTagged(
    const std::string& path, const std::vector<std::string>& labels,
    const Tokenizer& tokenizer, int64_t max_length, bool may_cut) {
  ASSIGN_OR_RETURN(const TagDataset data, LoadConll(path, labels));
  return Encode(data, path, tokenizer, max_length, may_cut);
}

std::string HashOf(const Examples& examples) {
  std::string bytes;
  const auto add = [&](const TokenSequence& tokens) {
    bytes.append(reinterpret_cast<const char*>(tokens.ids.data()),
                 tokens.ids.size() * sizeof(int32_t));
  };
  for (const EncodedText& text : examples.texts) {
    bytes += StrCat(text.label, ":", text.tokens.ids.size(), ":");
    add(text.tokens);
  }
  for (const EncodedSentence& sentence : examples.sentences) {
    for (const int64_t tag : sentence.tags) bytes += StrCat(tag, ",");
    bytes += StrCat(sentence.tokens.ids.size(), ":");
    add(sentence.tokens);
  }
  return Sha256Hex(bytes).substr(0, 12);
}

}  // namespace graft::cli
