// DropDuplicates: each text once, before a split can put its copies on both sides.
//
// Idea:      Two examples are the same if their normalised texts (and pairs) are: Unicode
//            NFKC with case folded, blanks collapsed and trimmed. The first is kept. Copies
//            whose label differs from the first's are counted: the label noise of a corpus.
// Errors:    none.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "common/data/example.h"

namespace graft {

// NFKC case folding; every run of white space one blank, none at the ends.
std::string NormalizedText(std::string_view text);

struct DuplicateReport {
  int64_t dropped = 0;    // copies removed
  int64_t conflicts = 0;  // of them, those with another label than the one kept
};

// Removes copies in place. `normalize` maps a text to what is compared.
DuplicateReport DropDuplicates(
    TextDataset* data,
    const std::function<std::string(std::string_view)>& normalize = NormalizedText);

}  // namespace graft
