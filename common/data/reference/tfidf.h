// Tfidf: texts as sparse rows of weighted word and word-pair counts.
//
// Idea:      A word tells more of a text the oftener it is in it and the fewer texts it is
//            in. Both grow too fast as plain counts, so both are damped by a logarithm.
// Paper:     Spärck Jones, "A statistical interpretation of term specificity and its
//            application in retrieval", J. Documentation 28, 1972; details are those of
//            scikit-learn's TfidfVectorizer(sublinear_tf=True, ngram_range, min_df).
// Symbols:   c count of a term in a text | n texts fitted | d texts with the term
// Computes:  w = (1 + ln c) (ln((1 + n) / (1 + d)) + 1), each row scaled to length 1.
// Terms:     runs of at least two word characters (letters, numbers, underscore) of the
//            lower-cased text, and min_n … max_n of them in a row joined by blanks; those
//            in at least min_df fitted texts, sorted.
// Cost:      linear in the texts; memory of the distinct terms, kept or not, while fitting.
// Errors:    InvalidArgument if no term is left. A bad config is a CHECK.
// Differs:   none, but for characters newer than the Unicode tables of ICU or of Python.
// Not for:   languages written without blanks between words.
#pragma once

#include <Eigen/SparseCore>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/base/status.h"

namespace graft {

struct TfidfConfig {
  int min_n = 1;   // shortest term in words
  int max_n = 2;   // longest
  int min_df = 2;  // texts a term has to be in
};

// The words of a text: lower-cased runs of two or more word characters.
std::vector<std::string> TfidfWords(std::string_view text);

class Tfidf {
 public:
  static absl::StatusOr<Tfidf> Fit(const std::vector<std::string>& texts,
                                   const TfidfConfig& config = {});

  // [texts, terms]; a text without a known term is a row of zeros.
  Eigen::SparseMatrix<double, Eigen::RowMajor> Transform(
      const std::vector<std::string>& texts) const;

  const std::vector<std::string>& terms() const { return terms_; }  // sorted
  const std::vector<double>& idf() const { return idf_; }           // [terms]

 private:
  explicit Tfidf(const TfidfConfig& config) : config_(config) {}

  TfidfConfig config_;
  std::vector<std::string> terms_;
  std::vector<double> idf_;
  std::unordered_map<std::string, int> index_;  // term -> position in terms_
};

}  // namespace graft
