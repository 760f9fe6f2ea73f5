// Suggest: the names nearest to one that was not found, for "did you mean".
//
// Idea:    Levenshtein's edit distance to every name; the few nearest, nearest first, and
//          none that differs from `wanted` in more than half of its letters.
// Cost:    O(|wanted| · |name|) a name; names longer than 256 bytes are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace graft {

// At most `limit` of `names`, nearest first; equally near in the order given.
std::vector<std::string> NearestNames(std::string_view wanted,
                                      const std::vector<std::string>& names,
                                      size_t limit = 3);

// "; did you mean a, b or c?" for the end of an error message; empty if none is near.
std::string DidYouMean(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace graft
