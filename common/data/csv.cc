#include "common/data/csv.h"

#include <algorithm>

#include "common/base/files.h"
#include "common/base/suggest.h"
#include "common/text/basic_tokenizer.h"

namespace graft {
namespace {

// Reads one row at a time and knows the line it is on.
class Parser {
 public:
  Parser(std::string_view text, const std::string& path, const CsvOptions& options)
      : text_(text), path_(path), options_(options) {}

  int64_t line() const { return line_; }

  // Skips empty lines; false at the end of the text.
  bool Next() {
    while (SkipLineEnd()) {
    }
    return position_ < text_.size();
  }

  absl::Status Row(std::vector<std::string>* fields) {
    fields->clear();
    do {
      std::string field;
      if (options_.quotes && Peek('"')) {
        RETURN_IF_ERROR(Quoted(static_cast<int>(fields->size()) + 1, &field));
      } else {
        while (!AtFieldEnd()) field += text_[position_++];
      }
      fields->push_back(std::move(field));
    } while (Skip(options_.delimiter));
    SkipLineEnd();
    return absl::OkStatus();
  }

 private:
  bool Peek(char c) const { return position_ < text_.size() && text_[position_] == c; }
  bool Skip(char c) {
    if (!Peek(c)) return false;
    ++position_;
    return true;
  }
  bool AtFieldEnd() const {
    return position_ == text_.size() || Peek(options_.delimiter) || Peek('\n') ||
           Peek('\r');
  }
  bool SkipLineEnd() {
    const bool returned = Skip('\r');
    if (!Skip('\n') && !returned) return false;
    ++line_;
    return true;
  }

  // From the opening quote to the end of the field.
  absl::Status Quoted(int number, std::string* field) {
    const int64_t opened = line_;
    ++position_;
    while (position_ < text_.size()) {
      if (Skip('"')) {
        if (!Skip('"')) return EndOfQuoted(number);
        *field += '"';
        continue;
      }
      const size_t begin = position_;
      if (!SkipLineEnd()) ++position_;
      field->append(text_, begin, position_ - begin);
    }
    return absl::InvalidArgumentError(StrCat(path_, ":", opened,
                                             ": the quote that opens field ", number,
                                             " is never closed"));
  }
  absl::Status EndOfQuoted(int number) const {
    if (AtFieldEnd()) return absl::OkStatus();
    return absl::InvalidArgumentError(
        StrCat(path_, ":", line_, ": field ", number,
               " goes on after its closing quote; a quote inside a quoted field is "
               "written twice"));
  }

  std::string_view text_;
  const std::string& path_;
  const CsvOptions& options_;
  size_t position_ = 0;
  int64_t line_ = 1;
};

absl::Status CheckEncoding(std::string_view bytes, const std::string& path) {
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
    return absl::InvalidArgumentError(
        StrCat(path, " is in UTF-16; expected UTF-8: save it as \"CSV UTF-8\""));
  return absl::OkStatus();
}

absl::Status CheckRow(const Csv& csv, int64_t line,
                      const std::vector<std::string>& fields) {
  for (const std::string& field : fields)
    RETURN_IF_ERROR(
        WithContext(CheckTextSize(field.size()), StrCat(csv.path, ":", line)));
  if (fields.size() == csv.header.size()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      StrCat(csv.path, ":", line, ": expected ", csv.header.size(), " fields (",
             Join(csv.header, ", "), "), found ", fields.size(),
             "; a field that holds the delimiter or a line break must be quoted"));
}

// A header of one column that holds a usual separator was most likely meant as several.
std::string SeparatorHint(const std::vector<std::string>& header) {
  const size_t at =
      header.size() == 1 ? header[0].find_first_of(";\t|,") : std::string::npos;
  if (at == std::string::npos) return "";
  const std::string separator =
      header[0][at] == '\t' ? "tabs" : StrCat("'", header[0].substr(at, 1), "'");
  return StrCat("; is the table separated by ", separator, "?");
}

}  // namespace

absl::StatusOr<int> Csv::Column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end())
    return absl::NotFoundError(StrCat(path, " has no column '", name,
                                      "'; its columns: ", Join(header, ", "),
                                      DidYouMean(name, header), SeparatorHint(header)));
  if (std::find(found + 1, header.end(), name) != header.end())
    return absl::InvalidArgumentError(
        StrCat(path, " has two columns '", name, "'; columns: ", Join(header, ", ")));
  return static_cast<int>(found - header.begin());
}

std::string Csv::Where(int64_t row) const { return StrCat(path, ":", lines.at(row)); }

absl::StatusOr<Csv> ReadCsv(const std::string& path, const CsvOptions& options) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  return ParseCsv(bytes, path, options);
}

absl::StatusOr<Csv> ParseCsv(std::string_view bytes, const std::string& path,
                             const CsvOptions& options) {
  RETURN_IF_ERROR(CheckEncoding(bytes, path));
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  const Utf8Text utf8 = ValidUtf8(bytes, options.invalid_utf8);
  Csv csv{.path = path, .invalid_utf8 = utf8.invalid};
  Parser parser(utf8.text, path, options);
  if (!parser.Next())
    return absl::InvalidArgumentError(
        StrCat(path, " is empty; expected a first line with the names of the columns"));
  RETURN_IF_ERROR(parser.Row(&csv.header));
  while (parser.Next()) {
    const int64_t line = parser.line();
    std::vector<std::string> fields;
    RETURN_IF_ERROR(parser.Row(&fields));
    RETURN_IF_ERROR(CheckRow(csv, line, fields));
    csv.rows.push_back(std::move(fields));
    csv.lines.push_back(line);
  }
  return csv;
}

std::string CsvLine(const std::vector<std::string>& fields, char delimiter) {
  // An empty line would be skipped: a single empty field has to be quoted.
  if (fields.size() == 1 && fields[0].empty()) return "\"\"\n";
  std::string line;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += delimiter;
    const bool plain =
        fields[i].find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos;
    if (plain) {
      line += fields[i];
      continue;
    }
    line += '"';
    for (char c : fields[i]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

}  // namespace graft
