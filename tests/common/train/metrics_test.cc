#include "common/train/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace graft {
namespace {

// Sums of at most five rationals in [0, 1]: a few rounding errors of 2⁻⁵³.
constexpr double kTolerance = 1e-15;

const std::vector<int64_t> kTruth = {0, 0, 0, 1, 1, 2, 2, 2, 2, 0};
const std::vector<int64_t> kPredicted = {0, 1, 0, 1, 2, 2, 2, 0, 3, 0};

TEST(Confusion, AgreesWithScikitLearn) {
  Confusion confusion(5);  // class 4 occurs nowhere and is left out
  confusion.Add(kTruth, kPredicted);
  // scikit-learn 1.9.1: accuracy_score, f1_score(average="macro"),
  // balanced_accuracy_score.
  EXPECT_NEAR(confusion.Accuracy(), 0.6, kTolerance);
  EXPECT_NEAR(confusion.MacroF1(), 0.45535714285714285, kTolerance);
  EXPECT_NEAR(confusion.MacroRecall(), 0.5833333333333334, kTolerance);
}

TEST(Confusion, HasTruthInRows) {
  Confusion confusion(4);
  confusion.Add(kTruth, kPredicted);
  EXPECT_EQ(confusion.Count(2, 3), 1);
  EXPECT_EQ(confusion.Count(3, 2), 0);
  EXPECT_EQ(confusion.Count(0, 0), 3);
  EXPECT_EQ(confusion.total(), 10);
}

TEST(Confusion, GathersBatches) {
  Confusion whole(4), parts(4);
  whole.Add(kTruth, kPredicted);
  const std::span<const int64_t> truth(kTruth), predicted(kPredicted);
  parts.Add(truth.first(3), predicted.first(3));
  parts.Add(truth.subspan(3), predicted.subspan(3));
  EXPECT_EQ(parts.MacroF1(), whole.MacroF1());
}

TEST(Confusion, IsNanWhereNothingWasCounted) {
  const Confusion empty(3);
  EXPECT_TRUE(std::isnan(empty.Accuracy()));
  EXPECT_TRUE(std::isnan(empty.MacroF1()));
  EXPECT_TRUE(std::isnan(empty.MacroRecall()));
}

TEST(Confusion, IsOneForPerfectPredictionOfAnyClasses) {
  Confusion confusion(9);
  confusion.Add(kTruth, kTruth);
  EXPECT_EQ(confusion.Accuracy(), 1);
  EXPECT_EQ(confusion.MacroF1(), 1);
  EXPECT_EQ(confusion.MacroRecall(), 1);
}

TEST(ConfusionDeathTest, RefusesLabelsOutsideTheClasses) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Confusion confusion(3);
  EXPECT_DEATH(confusion.Add(3, 0), "true label 3 of 3");
  EXPECT_DEATH(confusion.Add(0, -1), "predicted label -1 of 3");
  EXPECT_DEATH(confusion.Add(kTruth, std::span<const int64_t>()), "10 vs. 0");
  EXPECT_DEATH(Confusion(0), "classes > 0");
}

}  // namespace
}  // namespace graft
