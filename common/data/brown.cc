#include "common/data/brown.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

struct Reduction {
  std::string_view universal;
  std::string_view
      brown;  // separated by blanks, without the suffixes of possession and negation
};
constexpr std::array<Reduction, 12> kReductions = {{
    {"NOUN", "nn nns np nps nr nrs"},
    {"VERB",
     "be bed bedz beg bem ben ber bez do dod doz hv hvd hvg hvn hvz md vb vbd vbg "
     "vbn vbz"},
    {"ADJ", "ap jj jjr jjs jjt od"},
    {"ADV", "ql qlp rb rbr rbt rn wql wrb"},
    {"PRON", "pn pp pp$$ ppl ppls ppo pps ppss wp wpo wps"},
    {"DET", "abl abn abx at dt dti dts dtx pp$ wdt wp$"},
    {"ADP", "cs in"},
    {"NUM", "cd"},
    {"CONJ", "cc"},
    {"PRT", "* ex rp to uh"},
    {".", "' '' ( ) , -- . : ``"},
    {"X", "nil"},
}};

std::map<std::string, std::string_view, std::less<>> ReductionTable() {
  std::map<std::string, std::string_view, std::less<>> table;
  for (const Reduction& reduction : kReductions) {
    std::istringstream tags{std::string(reduction.brown)};
    for (std::string tag; tags >> tag;) table[tag] = reduction.universal;
  }
  return table;
}

bool HasSuffix(std::string_view text, std::string_view suffix) {
  return text.size() > suffix.size() && text.ends_with(suffix);
}

using Genres = std::map<std::string, std::string>;  // of documents

// cats.txt: "ca01 news" a line.
absl::StatusOr<Genres> ReadGenres(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  Genres genres;
  std::istringstream lines(text);
  int64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string document, genre, more;
    if (!(words >> document >> genre) || words >> more)
      return absl::InvalidArgumentError(
          StrCat(path, ":", number, ": expected a line like \"ca01 news\", found \"",
                 line, "\""));
    genres[document] = genre;
  }
  if (genres.empty())
    return absl::InvalidArgumentError(
        StrCat(path, ": expected lines like \"ca01 news\", found none"));
  return genres;
}

// "ca01" to "cr09"; the folder holds other files, too.
bool IsDocument(std::string_view name) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return name.size() == 4 && name[0] == 'c' && is_digit(name[2]) && is_digit(name[3]);
}

absl::Status CheckAllHaveGenres(const std::string& folder, const Genres& genres) {
  std::error_code code;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    const std::string name = it->path().filename();
    if (IsDocument(name) && !genres.contains(name))
      return absl::InvalidArgumentError(
          StrCat(folder, "/cats.txt has no genre for the document ", name));
  }
  return absl::ErrnoToStatus(code.value(), StrCat("cannot list ", folder));
}

// The words of one line, "The/at jury/nn said/vbd".
absl::Status ParseLine(const std::string& line, const std::vector<std::string>& labels,
                       TaggedSentence* sentence) {
  std::istringstream tokens(line);
  for (std::string token; tokens >> token;) {
    const size_t slash = token.rfind('/');
    if (slash == std::string::npos || slash == 0)
      return absl::InvalidArgumentError(
          StrCat("expected word/tag, found '", token, "'"));
    const std::string tag = token.substr(slash + 1);
    const int label = IndexOf(labels, UniversalTag(tag));
    if (label < 0)
      return absl::InvalidArgumentError(
          StrCat("unknown tag '", tag, "' in '", token, "'"));
    sentence->words.push_back(token.substr(0, slash));
    sentence->tags.push_back(label);
  }
  return absl::OkStatus();
}

absl::Status AppendDocument(const std::string& folder, const std::string& document,
                            int domain, TagDataset* data) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(folder + "/" + document));
  std::istringstream lines(text);
  int64_t number = 0, sentences = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    TaggedSentence sentence{.domain = domain, .id = StrCat(document, ":", sentences)};
    RETURN_IF_ERROR(WithContext(ParseLine(line, data->labels, &sentence),
                                StrCat(folder, "/", document, ":", number)));
    if (sentence.words.empty()) continue;
    data->examples.push_back(std::move(sentence));
    ++sentences;
  }
  return absl::OkStatus();
}

}  // namespace

std::string_view UniversalTag(std::string_view brown_tag) {
  static const auto table = ReductionTable();
  std::string_view tag = brown_tag;
  if (tag.starts_with("fw-")) return "X";
  // "--" and "*" are tags of their own.
  for (std::string_view suffix : {"-tl", "-hl", "-nc", "-tl"})
    if (HasSuffix(tag, suffix)) tag.remove_suffix(suffix.size());
  tag = tag.substr(0, tag.find('+'));
  for (std::string_view suffix : {"", "*", "$", "$"}) {
    if (HasSuffix(tag, suffix)) tag.remove_suffix(suffix.size());
    if (const auto found = table.find(tag); found != table.end()) return found->second;
  }
  return "";
}

std::string BrownDocument(const TaggedSentence& sentence) {
  return sentence.id.substr(0, sentence.id.find(':'));
}

absl::StatusOr<TagDataset> LoadBrown() {
  ASSIGN_OR_RETURN(const std::string contents, Runfile("brown/cats.txt"));
  return LoadBrown(contents.substr(0, contents.rfind('/')));
}

absl::StatusOr<TagDataset> LoadBrown(const std::string& folder) {
  ASSIGN_OR_RETURN(const Genres genres, ReadGenres(folder + "/cats.txt"));
  RETURN_IF_ERROR(CheckAllHaveGenres(folder, genres));
  TagDataset data;
  data.name = "brown";
  for (const Reduction& reduction : kReductions)
    data.labels.emplace_back(reduction.universal);
  std::set<std::string> names;
  for (const auto& [document, genre] : genres) names.insert(genre);
  data.domains.assign(names.begin(), names.end());
  for (const auto& [document, genre] : genres)
    RETURN_IF_ERROR(
        AppendDocument(folder, document, IndexOf(data.domains, genre), &data));
  return data;
}

}  // namespace graft
