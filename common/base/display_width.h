// Display width: how many terminal columns a UTF-8 text takes.
//
// Idea:    Chinese and emoji take two columns, combining marks and joiners none, Greek
//          one; bytes and code points count differently. Widths come from Unicode's East
//          Asian Width; a byte that is no UTF-8 counts one column.
// Errors:  none; text with control characters or escape sequences is not for this.
#pragma once

#include <string>
#include <string_view>

namespace graft {

enum class Align { kLeft, kRight, kCenter };

// Terminal columns that `text` takes.
int DisplayWidth(std::string_view text);

// `text` with spaces up to `columns` columns; unchanged where it is wider.
std::string PadToWidth(std::string_view text, int columns, Align align);

// `text` if it fits in `columns`, else its longest beginning that fits with "…".
std::string CutToWidth(std::string_view text, int columns);

}  // namespace graft
