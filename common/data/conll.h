// Conll: sentences with one tag a word, as CoNLL's shared tasks and their successors have them.
//
// Idea:      One word a line, columns apart by a tab, or else by spaces; the word is in the
//            first, its tag in the last. An empty line ends a sentence; "-DOCSTART-" lines
//            are dropped. LF and CRLF; a byte-order mark is dropped. Labels are in the order
//            of the alphabet, "O" first, so that they do not depend on who comes first.
// Errors:    NotFound without the file; InvalidArgument "file:line: …" for a line with one
//            column or with fewer or more than the first one, a word or tag that is not
//            UTF-8, a file without a sentence or with nothing but numbers for words, and
//            a tag that `labels` lacks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

// `labels`: those that may occur, in their order; empty: those of the file. Sentence i has
// the id "<name>:<i>", where the name is that of the file.
absl::StatusOr<TagDataset> LoadConll(const std::string& path,
                                     const std::vector<std::string>& labels = {});

// The same from memory; `path` is for messages and ids.
absl::StatusOr<TagDataset> ParseConll(std::string_view bytes, const std::string& path,
                                      const std::vector<std::string>& labels = {});

// The bytes of a file, and what it is called in messages and ids.
struct ConllFile {
  std::string_view bytes;
  std::string path;
  size_t word_column = 0;  // 1 in .conllx, whose first column numbers the words
};

// Three parts with the same labels: those of all of them, since dev and test may hold a tag
// that train lacks.
absl::StatusOr<TagSplit> ParseConllSplit(const ConllFile& train, const ConllFile& dev,
                                         const ConllFile& test);

}  // namespace graft
