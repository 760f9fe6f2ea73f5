#include "common/data/conllu.h"

#include <algorithm>
#include <utility>

#include "common/base/files.h"
#include "common/base/suggest.h"
#include "common/data/utf8.h"

namespace graft {
namespace {

constexpr size_t kColumns = 10, kForm = 1, kTag = 3;
constexpr std::string_view kSentenceId = "# sent_id = ";

std::vector<std::string_view> Columns(std::string_view line) {
  std::vector<std::string_view> columns;
  for (size_t begin = 0; begin <= line.size();) {
    const size_t end = std::min(line.find('\t', begin), line.size());
    columns.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return columns;
}

// Printed in an error, whatever it holds.
std::string Quoted(std::string_view text) {
  return "'" + ValidUtf8(text.substr(0, 80), InvalidUtf8::kReplace).text + "'";
}

class Reader {
 public:
  explicit Reader(const std::string& path) {
    data_.name = path.substr(path.rfind('/') + 1);
    data_.labels = UniversalTags();
    data_.domains = {data_.name};
  }

  absl::Status Line(std::string_view line) {
    if (line.empty()) {
      EndSentence();
      return absl::OkStatus();
    }
    if (line.starts_with(kSentenceId))
      sentence_.id =
          ValidUtf8(line.substr(kSentenceId.size()), InvalidUtf8::kReplace).text;
    if (line.starts_with('#')) return absl::OkStatus();
    const std::vector<std::string_view> columns = Columns(line);
    if (columns.size() != kColumns)
      return absl::InvalidArgumentError(StrCat("expected ", kColumns,
                                               " columns apart by tabs, found ",
                                               columns.size(), " in ", Quoted(line)));
    if (columns[0].find_first_of("-.") != std::string_view::npos)
      return absl::OkStatus();
    return Word(columns);
  }

  absl::StatusOr<TagDataset> Finish() {
    EndSentence();
    if (data_.examples.empty())
      return absl::InvalidArgumentError(
          "no sentence: expected words in ten columns apart by tabs");
    return std::move(data_);
  }

 private:
  absl::Status Word(const std::vector<std::string_view>& columns) {
    const std::string number = std::to_string(sentence_.words.size() + 1);
    if (columns[0] != number)
      return absl::InvalidArgumentError(
          StrCat("expected word ", number, " of the sentence, found ",
                 Quoted(columns[0]), "; is an empty line missing?"));
    const std::string_view form = columns[kForm], tag = columns[kTag];
    if (form.empty() || ValidUtf8(form, InvalidUtf8::kDrop).invalid > 0)
      return absl::InvalidArgumentError(
          StrCat("the word ", Quoted(form), " is empty or not UTF-8"));
    const int label = IndexOf(data_.labels, tag);
    if (label < 0)
      return absl::InvalidArgumentError(StrCat("unknown universal tag ", Quoted(tag),
                                               " of the word ", Quoted(form),
                                               DidYouMean(tag, data_.labels)));
    sentence_.words.emplace_back(form);
    sentence_.tags.push_back(label);
    return absl::OkStatus();
  }

  void EndSentence() {
    TaggedSentence sentence = std::exchange(sentence_, {});
    if (sentence.words.empty()) return;
    if (sentence.id.empty()) sentence.id = StrCat(data_.name, ":", data_.size());
    data_.examples.push_back(std::move(sentence));
  }

  TagDataset data_;
  TaggedSentence sentence_;
};

}  // namespace

std::vector<std::string> UniversalTags() {
  return {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
          "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};
}

absl::StatusOr<TagDataset> ParseConllu(std::string_view bytes,
                                       const std::string& path) {
  Reader reader(path);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  for (int64_t number = 1; !bytes.empty(); ++number) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    RETURN_IF_ERROR(WithContext(reader.Line(line), StrCat(path, ":", number)));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  absl::StatusOr<TagDataset> data = reader.Finish();
  if (!data.ok()) return WithContext(data.status(), path);
  return data;
}

absl::StatusOr<TagDataset> LoadConllu(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  return ParseConllu(bytes, path);
}

}  // namespace graft
