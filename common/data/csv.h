// Csv: tables of text as RFC 4180 has them, and as real files are.
//
// Idea:      Fields may be quoted; a quoted field may hold delimiters, line breaks and
//            doubled quotes. Lines end in LF, CRLF or CR; empty lines are skipped; a
//            byte-order mark is dropped; a quote inside an unquoted field is itself. Bytes
//            that are not UTF-8 become U+FFFD and are counted. `Tsv()` is the dialect of
//            GLUE's files: tabs, and quotes mean nothing.
// Errors:    InvalidArgument "file:line: …" for a quote that is not closed, text after a
//            closing quote, a row with more or fewer fields than the header or with one
//            that no tokenizer takes; for an empty file and for UTF-16. A missing column is
//            NotFound and lists those there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/data/utf8.h"

namespace graft {

struct CsvOptions {
  char delimiter = ',';
  bool quotes = true;  // false: a quote is a character like any other
  InvalidUtf8 invalid_utf8 = InvalidUtf8::kReplace;
};

inline CsvOptions Tsv() { return {.delimiter = '\t', .quotes = false}; }

struct Csv {
  std::string path;
  std::vector<std::string> header = {};             // [columns]
  std::vector<std::vector<std::string>> rows = {};  // [rows][columns]
  std::vector<int64_t> lines = {};  // [rows]: where each begins; the first is 1
  int64_t invalid_utf8 = 0;         // ill-formed parts replaced or dropped

  // Index of the column of that name.
  absl::StatusOr<int> Column(std::string_view name) const;
  // "file:line", for messages about a row.
  std::string Where(int64_t row) const;
};

absl::StatusOr<Csv> ReadCsv(const std::string& path, const CsvOptions& options = {});

// The same from memory; `path` is for messages.
absl::StatusOr<Csv> ParseCsv(std::string_view bytes, const std::string& path,
                             const CsvOptions& options = {});

// One row with its line feed, quoted where reading it back needs that.
std::string CsvLine(const std::vector<std::string>& fields, char delimiter = ',');

}  // namespace graft
