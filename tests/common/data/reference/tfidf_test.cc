#include "common/data/reference/tfidf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "common/base/json.h"
#include "common/base/runfiles.h"

namespace graft {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(TfidfWords, AreLowerCasedRunsOfTwoWordCharacters) {
  EXPECT_THAT(TfidfWords("It's a_b-c, I'm 42% SURE!"),
              ElementsAre("it", "a_b", "42", "sure"));
  EXPECT_TRUE(TfidfWords(" . a b ").empty());
}

TEST(Tfidf, WeighsTermsByTheFormula) {
  const Tfidf tfidf = Tfidf::Fit({"aa bb bb", "bb cc", "aa"}, {.max_n = 1}).value();
  EXPECT_THAT(tfidf.terms(), ElementsAre("aa", "bb"));
  const double idf = std::log(4.0 / 3) + 1;  // both are in two of three texts
  EXPECT_DOUBLE_EQ(tfidf.idf()[1], idf);
  const auto rows = tfidf.Transform({"aa bb bb", "dd"});
  // The common factor idf goes with the norm: (1, 1 + ln 2) / |…|.
  const double b = 1 + std::log(2.0), norm = std::sqrt(1 + b * b);
  EXPECT_DOUBLE_EQ(rows.coeff(0, 0), 1 / norm);
  EXPECT_DOUBLE_EQ(rows.coeff(0, 1), b / norm);
  EXPECT_EQ(rows.row(1).nonZeros(), 0);
}

TEST(Tfidf, RejectsTextsThatShareNothing) {
  EXPECT_THAT(std::string(Tfidf::Fit({"aa", "bb"}).status().message()),
              HasSubstr("no term occurs in at least 2 of the 2 texts"));
}

// scikit-learn's terms, idf and rows, rounded to 12 digits; a few roundings of 1e-16 apart.
TEST(Tfidf, EqualsScikitLearnOnTextsOfAllKinds) {
  const std::string path =
      Runfile("tests/common/data/reference/testdata/reference.json").value();
  const Json golden = ReadJson(path).value();
  const auto texts = golden["texts"].get<std::vector<std::string>>();
  const Tfidf tfidf = Tfidf::Fit(texts).value();
  ASSERT_EQ(tfidf.terms(), golden["terms"].get<std::vector<std::string>>());
  const auto idf = golden["idf"].get<std::vector<double>>();
  for (size_t i = 0; i < idf.size(); ++i) EXPECT_NEAR(tfidf.idf()[i], idf[i], 1e-11);
  const Eigen::MatrixXd rows = tfidf.Transform(texts);
  const auto expected = golden["tfidf"].get<std::vector<std::vector<double>>>();
  for (int64_t i = 0; i < rows.rows(); ++i)
    for (int64_t j = 0; j < rows.cols(); ++j)
      EXPECT_NEAR(rows(i, j), expected[i][j], 1e-12)
          << texts[i] << ": " << tfidf.terms()[j];
}

}  // namespace
}  // namespace graft
