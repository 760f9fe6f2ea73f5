// StrCat: the arguments printed one after another; anything with operator<< will do. Join: the
// items of a range, apart by a separator.
// (The distribution's abseil has its own string_view, which std::string_view does not
// convert to, so its StrCat is of little use with the standard library's.)
#pragma once

#include <sstream>
#include <string>

namespace graft {

template <class... Parts>
std::string StrCat(const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  return text.str();
}

template <class Range>
std::string Join(const Range& items, const char* separator) {
  std::ostringstream text;
  const char* before = "";
  for (const auto& item : items) {
    text << before << item;
    before = separator;
  }
  return text.str();
}

}  // namespace graft
