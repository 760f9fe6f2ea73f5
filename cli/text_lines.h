// TextLines: texts from standard input, one a line, as they arrive.
//
// Idea:    A read returns what is there: a pipe's 64 KiB, or the line just typed. All whole
//          lines of it are one batch, so that a stream is fast and a person is answered.
//          With `json` a line is one JSON string, or an array of two for a pair.
// Errors:  InvalidArgument "line n: …"; the system's error if reading fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/status.h"

namespace graft::cli {

struct TextLine {
  std::string text;
  std::string pair = {};
  bool is_pair = false;  // a pair's second text may be empty
};

class TextLines {
 public:
  TextLines(int descriptor, bool json) : descriptor_(descriptor), json_(json) {}

  // At least one line; none at the end.
  absl::StatusOr<std::vector<TextLine>> Next();

 private:
  absl::Status Fill();
  absl::StatusOr<TextLine> Parse(std::string line) const;

  int descriptor_;
  bool json_;
  bool at_end_ = false;
  std::string pending_;  // read, and not yet returned
  int64_t line_ = 0;     // lines returned
};

}  // namespace graft::cli
