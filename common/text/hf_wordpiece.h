// HfWordPiece: the WordPiece tokenizer of a Hugging Face model folder.
//
// Idea:    The folder has vocab.txt, and may have tokenizer_config.json and tokenizer.json,
//          which say how the text is normalised. As in transformers the former wins. What
//          they ask for and WordPiece does not do is an error, never silently different
//          ids. Their presets for truncation and padding are not read: the caller says.
// Errors:  as WordPiece::Load and ReadJson; Unimplemented naming the file, the key and the
//          value, also where tokenizer.json does not put a text between [CLS] and [SEP];
//          InvalidArgument if its vocabulary is not that of vocab.txt.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/text/wordpiece.h"

namespace graft {

absl::StatusOr<WordPiece> LoadWordPiece(const std::string& folder);

}  // namespace graft
