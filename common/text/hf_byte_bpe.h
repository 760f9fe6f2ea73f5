// HfByteBpe: the byte-level BPE tokenizer of a Hugging Face RoBERTa's folder.
//
// Idea:    The folder has tokenizer.json, or else vocab.json and merges.txt; as in
//          transformers, tokenizer_config.json alone says whether a text's first word
//          follows a blank (add_prefix_space, by default false). What they ask for and
//          ByteBpe does not do is an error, never silently different ids. Their presets for
//          truncation and padding are not read: the caller says.
// Errors:  as ByteBpe::Create, ReadFile and ReadJson; InvalidArgument naming file and line,
//          or file and key; Unimplemented naming the file, the key and the value.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/text/byte_bpe.h"

namespace graft {

absl::StatusOr<ByteBpe> LoadByteBpe(const std::string& folder);

// The lines "left right" of a merges.txt, whose first may be "#version: …". `name` stands
// for the file in errors.
absl::StatusOr<std::vector<BpeMerge>> ParseMerges(std::string_view text,
                                                  std::string_view name);

}  // namespace graft
