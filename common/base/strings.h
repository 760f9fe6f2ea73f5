// StrCat: the arguments printed one after another; anything with operator<< will do.
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

}  // namespace graft
