#include "common/data/reference/logistic_regression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "common/base/json.h"
#include "common/base/runfiles.h"
#include "common/data/bbc.h"
#include "common/data/reference/tfidf.h"

namespace graft {
namespace {

using testing::HasSubstr;

Json Golden(const std::string& name) {
  return ReadJson(Runfile("tests/common/data/" + name).value()).value();
}

DenseRows Dense(const Json& json) {
  const auto values = json.get<std::vector<std::vector<double>>>();
  DenseRows rows(values.size(), values[0].size());
  for (int64_t i = 0; i < rows.rows(); ++i)
    for (int64_t j = 0; j < rows.cols(); ++j) rows(i, j) = values[i][j];
  return rows;
}

// `first` is 1 where scikit-learn stores one row for two classes.
void ExpectSame(const LogisticRegression& model, const Json& golden, int first,
                double tolerance) {
  const DenseRows weights = Dense(golden["weights"]);  // [K,F]
  const auto intercept = golden["intercept"].get<std::vector<double>>();
  for (int64_t k = 0; k < weights.rows(); ++k) {
    EXPECT_NEAR(model.intercept()[first + k], intercept[k], tolerance);
    for (int64_t j = 0; j < weights.cols(); ++j)
      EXPECT_NEAR(model.weights()(j, first + k), weights(k, j), tolerance);
  }
}

// The objective is λ-strongly convex in W with λ = 1/(C n) = 1/(10·60): a gradient below g in
// each of 21 components puts W within √21 g/λ ≈ 2,800 g of the optimum, for both programs.
constexpr LogisticRegressionConfig kExact{.gradient_tolerance = 1e-10};
constexpr double kTolerance = 2 * 2800 * 1e-10;

TEST(LogisticRegression, EqualsScikitLearnOnDenseRows) {
  const Json golden = Golden("reference/testdata/reference.json");
  const DenseRows rows = Dense(golden["dense"]);
  const auto labels = golden["three"].get<std::vector<int>>();
  const auto model = LogisticRegression::Fit(rows, labels, 3, kExact).value();
  ExpectSame(model, golden["three_classes"], 0, kTolerance);
  EXPECT_EQ(model.Predict(rows),
            golden["three_classes"]["predicted"].get<std::vector<int>>());
}

TEST(LogisticRegression, EqualsScikitLearnOnTwoClasses) {
  const Json golden = Golden("reference/testdata/reference.json");
  const DenseRows rows = Dense(golden["dense"]);
  const auto labels = golden["two"].get<std::vector<int>>();
  const auto model = LogisticRegression::Fit(rows, labels, 2, kExact).value();
  ExpectSame(model, golden["two_classes"], 1, kTolerance);
  EXPECT_EQ(model.weights().col(0).norm(), 0);
  EXPECT_EQ(model.Predict(rows),
            golden["two_classes"]["predicted"].get<std::vector<int>>());
}

// 46 texts, 103 terms, three classes: √312 · 460 · 1e-10 = 8e-7 for each program.
TEST(LogisticRegression, EqualsScikitLearnOnSparseRows) {
  const Json golden = Golden("reference/testdata/reference.json");
  const auto texts = golden["texts"].get<std::vector<std::string>>();
  const SparseRows rows = Tfidf::Fit(texts)->Transform(texts);
  const auto labels = golden["labels"].get<std::vector<int>>();
  const auto model = LogisticRegression::Fit(rows, labels, 3, kExact).value();
  ExpectSame(model, golden["sparse"], 0, 2e-6);
  EXPECT_EQ(model.Predict(rows), golden["sparse"]["predicted"].get<std::vector<int>>());
}

TEST(LogisticRegression, GivesTheSameForSparseAndDenseRows) {
  const Json golden = Golden("reference/testdata/reference.json");
  const DenseRows rows = Dense(golden["dense"]);
  const auto labels = golden["three"].get<std::vector<int>>();
  const SparseRows sparse = rows.sparseView();
  const auto a = LogisticRegression::Fit(rows, labels, 3, kExact).value();
  const auto b = LogisticRegression::Fit(sparse, labels, 3, kExact).value();
  EXPECT_LT((a.weights() - b.weights()).norm(), kTolerance);
  EXPECT_LT((a.Scores(rows) - a.Scores(sparse)).norm(), 1e-12);
}

// At the optimum over b the mean probability of each class is its share: 3/4 and 1/4.
TEST(LogisticRegression, LearnsTheSharesWhereRowsSayNothing) {
  const DenseRows rows = DenseRows::Zero(4, 1);
  const auto model = LogisticRegression::Fit(rows, {0, 0, 0, 1}, 2, kExact).value();
  EXPECT_NEAR(model.intercept()[1], std::log(1.0 / 3), 1e-8);
}

TEST(LogisticRegression, ReachesScikitLearnsAccuracyOnBbcNews) {
  const TextSplit split = SplitBbc(LoadBbc().value());
  const auto texts = [](const TextDataset& data) {
    std::vector<std::string> all;
    for (const Example& example : data.examples) all.push_back(example.text);
    return all;
  };
  const auto labels = [](const TextDataset& data) {
    std::vector<int> all;
    for (const Example& example : data.examples) all.push_back(example.label);
    return all;
  };
  const Tfidf tfidf = Tfidf::Fit(texts(split.train)).value();
  const auto model = LogisticRegression::Fit(tfidf.Transform(texts(split.train)),
                                             labels(split.train), 5)
                         .value();
  const std::vector<int> predicted = model.Predict(tfidf.Transform(texts(split.test)));

  const Json golden = Golden("testdata/bbc.json");
  EXPECT_EQ(tfidf.terms().size(), golden["terms"].get<size_t>());
  std::string digits;
  for (int label : predicted) digits += std::to_string(label);
  EXPECT_EQ(digits, golden["predicted"].get<std::string>());
  EXPECT_DOUBLE_EQ(Accuracy(predicted, labels(split.test)), 1185.0 / 1225);
}

TEST(LogisticRegression, RejectsWhatCannotBeFitted) {
  const DenseRows rows = DenseRows::Ones(3, 2);
  EXPECT_THAT(
      std::string(LogisticRegression::Fit(rows, {0, 2, 0}, 3).status().message()),
      HasSubstr("class 1 of 3 has no example"));
  DenseRows infinite = rows;
  infinite(1, 1) = std::numeric_limits<double>::infinity();
  EXPECT_THAT(
      std::string(LogisticRegression::Fit(infinite, {0, 1, 0}, 2).status().message()),
      HasSubstr("not finite"));
  EXPECT_EQ(LogisticRegression::Fit(rows, {0, 1, 0}, 2, {.max_iterations = 1})
                .status()
                .code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(LogisticRegressionDeathTest, ChecksShapes) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const DenseRows rows = DenseRows::Ones(3, 2);
  EXPECT_DEATH((void)LogisticRegression::Fit(rows, {0, 1}, 2), "3 vs. 2");
  EXPECT_DEATH((void)LogisticRegression::Fit(rows, {0, 1, 2}, 2), "label 2 of 2");
}

TEST(Accuracy, IsTheShareOfEqualEntries) {
  EXPECT_EQ(Accuracy({0, 1, 1, 2}, {0, 1, 2, 2}), 0.75);
}

}  // namespace
}  // namespace graft
