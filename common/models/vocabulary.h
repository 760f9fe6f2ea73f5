// Vocabulary: that what a tokenizer gives has rows in a model's tables.
//
// Errors: InvalidArgument with both numbers; without these checks an index out of a table
//         ends the program.
#pragma once

#include "common/base/status.h"
#include "common/formats/hf_config.h"
#include "common/text/tokenizer.h"

namespace graft {

// Whether every token has a word embedding.
absl::Status CheckVocabulary(const Tokenizer& tokenizer, const HfConfig& config);

// Whether the model knows pairs: BERT's second text, type 1, needs a type embedding;
// RoBERTa tells the texts apart by </s></s> alone.
absl::Status CheckPairs(const HfConfig& config);

}  // namespace graft
