#include "common/text/regex.h"

#include <unicode/unistr.h>
#include <unicode/uregex.h>

namespace graft {
namespace {

constexpr int32_t kSteps = 1000;      // ICU's own unit, about a millisecond each
constexpr int32_t kStack = 1 << 20;   // bytes
constexpr size_t kLongest = 1 << 16;  // bytes of a pattern or a text

absl::Status Bad(const std::string& pattern, std::string_view why) {
  constexpr size_t kShown = 80;
  return absl::InvalidArgumentError(
      StrCat("regular expression '", pattern.substr(0, kShown),
             pattern.size() > kShown ? "…" : "", "': ", why));
}

}  // namespace

void Regex::Close::operator()(URegularExpression* regex) const { uregex_close(regex); }

absl::StatusOr<Regex> Regex::Create(const std::string& pattern) {
  if (pattern.size() > kLongest) return Bad(pattern, "it is longer than 65536 bytes");
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(pattern);
  UErrorCode code = U_ZERO_ERROR;
  UParseError place;
  URegularExpression* regex =
      uregex_open(text.getBuffer(), text.length(), 0, &place, &code);
  if (U_FAILURE(code))
    return Bad(pattern, StrCat("it cannot be read (", u_errorName(code),
                               " at character ", place.offset, ")"));
  uregex_setTimeLimit(regex, kSteps, &code);
  uregex_setStackLimit(regex, kStack, &code);
  return Regex(pattern, regex);
}

absl::StatusOr<bool> Regex::Matches(const std::string& text) const {
  if (text.size() > kLongest)
    return Bad(pattern_, "the text is longer than 65536 bytes");
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
  UErrorCode code = U_ZERO_ERROR;
  uregex_setText(regex_.get(), units.getBuffer(), units.length(), &code);
  const bool matches = uregex_matches(regex_.get(), -1, &code);
  if (U_FAILURE(code))
    return Bad(pattern_,
               StrCat("matching it takes too long (", u_errorName(code), ")"));
  return matches;
}

}  // namespace graft
