// Conllu: sentences with universal part-of-speech tags, as treebanks have them.
//
// Idea:      Ten columns apart by tabs, one word a line, of which the form and its UPOS are
//            read; "# sent_id = …" names a sentence; an empty line ends it. Lines of several
//            words at once ("2-3") and of words that were not said ("8.1") are skipped: what
//            they hold is in the lines of their words, or nowhere in the text.
// Labels:    the 17 tags of Universal Dependencies, in the order of the alphabet.
// Errors:    NotFound without the file; InvalidArgument "file:line: …" for another number of
//            columns, a word that is out of turn, empty or not UTF-8, another tag ("_" in
//            treebanks without tags); and for a file without a sentence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

std::vector<std::string> UniversalTags();

// One domain, named as the file. The id is the sentence's, or "<file>:<number from 0>".
absl::StatusOr<TagDataset> LoadConllu(const std::string& path);

// The same from memory; `path` is for messages and ids.
absl::StatusOr<TagDataset> ParseConllu(std::string_view bytes, const std::string& path);

}  // namespace graft
