#include "dg/select/variance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace graft {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Sources(const std::vector<VarianceComponent>& components) {
  std::vector<std::string> names;
  for (const VarianceComponent& component : components)
    names.push_back(component.source);
  return names;
}

void ExpectComponent(const VarianceComponent& component, int degrees, double squares,
                     double variance) {
  EXPECT_EQ(component.degrees, degrees) << component.source;
  EXPECT_EQ(component.sum_of_squares, squares) << component.source;
  EXPECT_EQ(component.variance, variance) << component.source;
}

// Draws' means are 2 and 6 in both splits, whose means are 4; within draws the squares are
// 2 + 2 + 0 + 8. All is exact in binary.
const VarianceDesign kExample{2, 2, 2, {1, 3, 5, 7, 2, 2, 4, 8}};

TEST(Variance, NestedByHand) {
  const auto components = NestedComponents(kExample);
  ASSERT_THAT(Sources(components), ElementsAre("split", "draw", "seed"));
  ExpectComponent(components[0], 1, 0, (0 - 16) / 4.0);  // negative: none to be seen
  ExpectComponent(components[1], 2, 32, (16 - 3) / 2.0);
  ExpectComponent(components[2], 4, 12, 3);
}

TEST(Variance, CrossedByHand) {
  const auto components = CrossedComponents(kExample);
  ASSERT_THAT(Sources(components),
              ElementsAre("split", "draw", "split × draw", "seed"));
  ExpectComponent(components[0], 1, 0, 0);
  ExpectComponent(components[1], 1, 32, (32 - 0) / 4.0);
  ExpectComponent(components[2], 1, 0, (0 - 3) / 2.0);
  ExpectComponent(components[3], 4, 12, 3);
}

// statsmodels 0.15.0, anova_lm(ols(m, frame).fit()).sum_sq with y below and the models
// m = "y ~ C(t)*C(d)" and "y ~ C(t) + C(t):C(d)". Sums of 24 numbers below 1, and
// differences of such sums: 1e-14 at most.
TEST(Variance, SquaresAgreeWithStatsmodels) {
  VarianceDesign design{3, 4, 2, {}};
  for (int t = 0; t < 3; ++t)
    for (int d = 0; d < 4; ++d)
      for (int s = 0; s < 2; ++s)
        design.values.push_back((7 * t + 5 * d * d + 3 * s + t * d * s) % 11 / 11.0);
  const auto expect = [](const std::vector<VarianceComponent>& components,
                         const std::vector<std::pair<int, double>>& table) {
    ASSERT_EQ(components.size(), table.size());
    double last = 0;
    for (size_t i = 0; i < table.size(); ++i) {
      EXPECT_EQ(components[i].degrees, table[i].first);
      EXPECT_NEAR(components[i].sum_of_squares, table[i].second, 1e-14);
      last = table[i].second / table[i].first;
    }
    EXPECT_NEAR(components.back().variance, last, 1e-15);
  };
  expect(CrossedComponents(design), {{2, 0.19214876033057826},
                                     {3, 0.1005509641873278},
                                     {6, 0.48829201101928343},
                                     {12, 1.0909090909090908}});
  expect(NestedComponents(design),
         {{2, 0.19214876033057826}, {9, 0.5888429752066117}, {12, 1.0909090909090908}});
}

TEST(Variance, SquaresAddUpToTheTotal) {
  VarianceDesign design{3, 5, 4, {}};
  for (int i = 0; i < 60; ++i) design.values.push_back(std::sin(i * i));
  const double mean =
      std::accumulate(design.values.begin(), design.values.end(), 0.0) / 60;
  double total = 0;
  for (const double value : design.values) total += (value - mean) * (value - mean);
  for (const auto& components : {CrossedComponents(design), NestedComponents(design)}) {
    double squares = 0;
    int degrees = 0;
    for (const VarianceComponent& component : components) {
      squares += component.sum_of_squares;
      degrees += component.degrees;
    }
    EXPECT_NEAR(squares, total, 1e-13);  // 60 terms of up to 1, a few roundings each
    EXPECT_EQ(degrees, 59);
  }
}

// Effects that are ±σ, each sign equally likely, have mean 0 and variance σ², independent
// of each other. The mean of the estimates over all signs is then their expectation: no
// sampling. The σ are powers of two and the counts too, so that all of it is exact.
double Sign(int signs, int bit) { return (signs >> bit & 1) != 0 ? 1 : -1; }

TEST(Variance, CrossedIsUnbiasedExactly) {
  std::vector<double> mean(4);
  for (int signs = 0; signs < 1 << 16; ++signs) {
    VarianceDesign design{2, 2, 2, {}};
    for (int t = 0; t < 2; ++t)
      for (int d = 0; d < 2; ++d)
        for (int s = 0; s < 2; ++s)
          design.values.push_back(8 + 4 * Sign(signs, t) + 2 * Sign(signs, 2 + d) +
                                  1 * Sign(signs, 4 + 2 * t + d) +
                                  0.5 * Sign(signs, 8 + 4 * t + 2 * d + s));
    const auto components = CrossedComponents(design);
    for (int i = 0; i < 4; ++i) mean[i] += components[i].variance / (1 << 16);
  }
  EXPECT_THAT(mean, ElementsAre(16, 4, 1, 0.25));
}

TEST(Variance, NestedIsUnbiasedExactly) {
  std::vector<double> mean(3);
  for (int signs = 0; signs < 1 << 14; ++signs) {
    VarianceDesign design{2, 2, 2, {}};
    for (int t = 0; t < 2; ++t)
      for (int d = 0; d < 2; ++d)
        for (int s = 0; s < 2; ++s)
          design.values.push_back(1 * Sign(signs, t) + 2 * Sign(signs, 2 + 2 * t + d) +
                                  4 * Sign(signs, 6 + 4 * t + 2 * d + s));
    const auto components = NestedComponents(design);
    for (int i = 0; i < 3; ++i) mean[i] += components[i].variance / (1 << 14);
  }
  EXPECT_THAT(mean, ElementsAre(1, 4, 16));
}

// One seed each, as DomainBed's sweeps: the least variance is two in one.
TEST(Variance, FactorsOfOneLevelJoinTheNext) {
  const VarianceDesign one_seed{2, 2, 1, {1, 3, 5, 9}};
  auto components = NestedComponents(one_seed);
  ASSERT_THAT(Sources(components), ElementsAre("split", "draw and seed"));
  ExpectComponent(components[0], 1, 25, (25 - 5) / 2.0);  // means 2 and 7
  ExpectComponent(components[1], 2, 10, 5);
  components = CrossedComponents(one_seed);
  ASSERT_THAT(Sources(components),
              ElementsAre("split", "draw", "split × draw and seed"));
  ExpectComponent(components[1], 1, 9, (9 - 1) / 2.0);  // means 3 and 6
  ExpectComponent(components[2], 1, 1, 1);
}

TEST(Variance, OfOneFactorIsTheSampleVariance) {
  const std::vector<double> values = {1, 3, 5, 7};  // variance 20/3
  const auto sole = [](const VarianceDesign& design) {
    const auto components = NestedComponents(design);
    EXPECT_EQ(components.size(), 1);
    EXPECT_EQ(components[0].degrees, 3);
    EXPECT_DOUBLE_EQ(components[0].variance, 20.0 / 3);
    return components[0].source;
  };
  EXPECT_EQ(sole({4, 1, 1, values}), "split and draw and seed");
  EXPECT_EQ(sole({1, 4, 1, values}), "draw and seed");
  EXPECT_EQ(sole({1, 1, 4, values}), "seed");
  EXPECT_THAT(NestedComponents({1, 1, 1, {5}}), ElementsAre());
  // The same draw everywhere is no cause.
  EXPECT_THAT(Sources(CrossedComponents({4, 1, 1, values})),
              ElementsAre("split and seed"));
  EXPECT_THAT(Sources(CrossedComponents({2, 1, 2, values})),
              ElementsAre("split", "seed"));
  EXPECT_THAT(Sources(CrossedComponents({1, 2, 2, values})),
              ElementsAre("draw", "seed"));
}

TEST(VarianceDeathTest, RefusesDesignsThatAreNone) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(NestedComponents({2, 2, 1, {1, 2, 3}}), "3 vs. 4");
  EXPECT_DEATH(NestedComponents({0, 2, 1, {}}), "splits > 0");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_DEATH(CrossedComponents({2, 1, 1, {1, nan}}), "nan");
}

}  // namespace
}  // namespace graft
