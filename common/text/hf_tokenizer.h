// HfTokenizer: the tokenizer of a Hugging Face model folder, whichever kind it is.
//
// Idea:    A folder with vocab.txt is a BERT's (hf_wordpiece.h); one with vocab.json or
//          tokenizer.json alone is a RoBERTa's (hf_byte_bpe.h).
// Errors:  those of the two; NotFound for a folder with none of the files.
#pragma once

#include <memory>
#include <string>

#include "common/base/status.h"
#include "common/text/tokenizer.h"

namespace graft {

absl::StatusOr<std::shared_ptr<const Tokenizer>> LoadHfTokenizer(
    const std::string& folder);

}  // namespace graft
