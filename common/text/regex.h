// Regex: regular expressions that come out of files of others.
//
// Idea:    ICU's, which writes nearly all that Python's re does, with a limit on the steps of
//          a match and on its stack: a pattern that would run for ever is an error.
// Errors:  InvalidArgument for a pattern that cannot be read, or that takes too long.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/status.h"

struct URegularExpression;

namespace graft {

class Regex {
 public:
  // UTF-8. Differs from Python: a group's name is written (?<name>…), not (?P<name>…).
  static absl::StatusOr<Regex> Create(const std::string& pattern);

  // Whether it matches the whole text.
  absl::StatusOr<bool> Matches(const std::string& text) const;

 private:
  struct Close {
    void operator()(URegularExpression* regex) const;
  };
  Regex(std::string pattern, URegularExpression* regex)
      : pattern_(std::move(pattern)), regex_(regex) {}

  std::string pattern_;
  std::unique_ptr<URegularExpression, Close> regex_;
};

}  // namespace graft
