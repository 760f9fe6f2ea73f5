// Examples: what a graft is trained on: labelled texts of a CSV table, or the sentences of a
// CoNLL file with a tag for each word.
//
// Errors:  those of table_data.h and common/data/conll.h; InvalidArgument where words lie
//          behind the model's last position and nobody has asked for a cut.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/data/csv_dataset.h"
#include "common/text/tokenizer.h"
#include "common/train/classification.h"
#include "common/train/tagging.h"

namespace graft::cli {

struct Examples {
  std::vector<EncodedText> texts = {};
  std::vector<EncodedSentence> sentences =
      {};  // of a graft that tags, which has no texts

  int64_t size() const { return static_cast<int64_t>(texts.size() + sentences.size()); }
};

struct TrainingExamples {
  std::vector<std::string> labels;
  Examples train, dev;
};

// Texts cut to `max_length` tokens; says on standard error how many that concerns.
absl::StatusOr<TrainingExamples> LoadTexts(const std::string& data,
                                           const std::string& dev,
                                           const CsvColumns& columns,
                                           const Tokenizer& tokenizer,
                                           int64_t max_length);

// Sentences; `may_cut`: words behind `max_length` tokens are left out, else an error.
absl::StatusOr<TrainingExamples> LoadSentences(const std::string& data,
                                               const std::string& dev,
                                               const Tokenizer& tokenizer,
                                               int64_t max_length, bool may_cut);

// An error, or a word on standard error where `may_cut`, if words of `sentences` lie behind the
// limit of `max_length` tokens; `what` they are from.
absl::Status CheckCut(const std::vector<EncodedSentence>& sentences,
                      const std::string& what, int64_t max_length, bool may_cut);

// The sentences of a file whose tags are among `labels`.
absl::StatusOr<std::vector<EncodedSentence>> LoadTagged(
    const std::string& path, const std::vector<std::string>& labels,
    const Tokenizer& tokenizer, int64_t max_length, bool may_cut);

// Twelve hexadecimal digits that tell examples apart.
std::string HashOf(const Examples& examples);

}  // namespace graft::cli
