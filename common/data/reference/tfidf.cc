#include "common/data/reference/tfidf.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "common/base/check.h"
#include "common/text/python_text.h"

namespace graft {
namespace {

// Calls `use` with every term of the text: its words, and runs of them.
template <class Use>
void ForEachTerm(std::string_view text, const TfidfConfig& config, const Use& use) {
  const std::vector<std::string> words = TfidfWords(text);
  for (size_t i = 0; i < words.size(); ++i) {
    std::string term;
    for (int n = 1; n <= config.max_n && i + n <= words.size(); ++n) {
      term += (n > 1 ? " " : "") + words[i + n - 1];
      if (n >= config.min_n) use(term);
    }
  }
}

}  // namespace

std::vector<std::string> TfidfWords(std::string_view text) {
  const std::u32string lower = PythonLower(text);
  std::vector<std::string> words;
  for (size_t begin = 0; begin < lower.size();) {
    size_t end = begin;
    while (end < lower.size() && IsPythonWord(lower[end])) ++end;
    if (end - begin >= 2)
      words.push_back(ToUtf8(std::u32string_view(lower).substr(begin, end - begin)));
    begin = std::max(end, begin + 1);
  }
  return words;
}

absl::StatusOr<Tfidf> Tfidf::Fit(const std::vector<std::string>& texts,
                                 const TfidfConfig& config) {
  CHECK(1 <= config.min_n && config.min_n <= config.max_n && config.min_df >= 1)
      << config.min_n << " " << config.max_n << " " << config.min_df;
  std::unordered_map<std::string, int> texts_with;
  for (const std::string& text : texts) {
    std::set<std::string> distinct;
    ForEachTerm(text, config, [&](const std::string& term) { distinct.insert(term); });
    for (const std::string& term : distinct) ++texts_with[term];
  }
  Tfidf tfidf(config);
  for (const auto& [term, count] : texts_with)
    if (count >= config.min_df) tfidf.terms_.push_back(term);
  if (tfidf.terms_.empty())
    return absl::InvalidArgumentError(StrCat("no term occurs in at least ",
                                             config.min_df, " of the ", texts.size(),
                                             " texts"));
  std::sort(tfidf.terms_.begin(), tfidf.terms_.end());
  const double n = static_cast<double>(texts.size());
  for (size_t i = 0; i < tfidf.terms_.size(); ++i) {
    // idf = ln((1 + n) / (1 + d)) + 1
    tfidf.idf_.push_back(std::log((1 + n) / (1 + texts_with[tfidf.terms_[i]])) + 1);
    tfidf.index_[tfidf.terms_[i]] = static_cast<int>(i);
  }
  return tfidf;
}

Eigen::SparseMatrix<double, Eigen::RowMajor> Tfidf::Transform(
    const std::vector<std::string>& texts) const {
  Eigen::SparseMatrix<double, Eigen::RowMajor> rows(
      static_cast<int64_t>(texts.size()), static_cast<int64_t>(terms_.size()));
  for (size_t i = 0; i < texts.size(); ++i) {
    std::map<int, double> row;  // count, then weight, by term
    ForEachTerm(texts[i], config_, [&](const std::string& term) {
      if (const auto found = index_.find(term); found != index_.end())
        ++row[found->second];
    });
    double square = 0;
    for (auto& [term, weight] : row) {
      weight = (1 + std::log(weight)) * idf_[term];
      square += weight * weight;
    }
    rows.startVec(static_cast<int64_t>(i));
    for (const auto& [term, weight] : row)
      rows.insertBack(static_cast<int64_t>(i), term) = weight / std::sqrt(square);
  }
  rows.finalize();
  return rows;
}

}  // namespace graft
