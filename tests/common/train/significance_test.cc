#include "common/train/significance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace graft {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// scipy 1.17.1: r = scipy.stats.ttest_rel(a, b); r.statistic, r.pvalue.
// t: the differences of numbers near 1 carry 1e-16 absolute, that is 1e-14 of their spread
// (0.001 / √3 at the least), hence of t. p changes by the slope of log p over log t, at most
// n − 1 = 29 times as much; the incomplete beta function adds a few dozen roundings.
constexpr double kRelativeT = 1e-12, kRelativeP = 3e-12;

TEST(PairedTTest, AgreesWithScipy) {
  struct Case {
    std::vector<double> a, b;
    double t, p;
  };
  std::vector<Case> cases = {
      {{.51, .71, .911}, {.50, .70, .90}, 30.999999999999996, 0.0010389613194809518},
      {{.80, .75, .90, .62},
       {.81, .70, .85, .66},
       0.5555555555555556,
       0.6172561126090544},
      {{1, 2, 3, 4, 5, 6, 7, 8},
       {2, 1, 4, 3, 6, 5, 8, 7.5},
       -0.17407765595569785,
       0.8667318497550079},
      {{.9, .8}, {.7, .65}, 6.999999999999996, 0.09033447060173316},
      {{}, {}, 21.673775772514094, 1.8389989552910028e-19}};
  for (int i = 0; i < 30; ++i) {  // a far tail
    cases.back().a.push_back(i * i % 7);
    cases.back().b.push_back(i * i % 5 - 9);
  }
  for (const Case& c : cases) {
    const PairedTest test = PairedTTest(c.a, c.b);
    EXPECT_NEAR(test.t, c.t, kRelativeT * std::abs(c.t));
    EXPECT_NEAR(test.p, c.p, kRelativeP * c.p);
    EXPECT_EQ(test.difference.count, c.a.size());
    // Exchanged, the same with the other sign.
    EXPECT_NEAR(PairedTTest(c.b, c.a).t, -test.t, kRelativeT * std::abs(c.t));
    EXPECT_NEAR(PairedTTest(c.b, c.a).p, test.p, kRelativeP * c.p);
  }
}

// Differences 1 and 3: d̄ = 2, s = √2, t = 2; one degree of freedom: p = 1 − 2 atan(t)/π.
// Differences 1, 2, 3: t = 2√3; two degrees: p = 1 − t/√(2 + t²).
TEST(PairedTTest, HasTheClosedFormsOfOneAndTwoDegrees) {
  const std::vector<double> zero(3), two = {1, 3}, three = {1, 2, 3};
  const PairedTest of_two = PairedTTest(two, std::vector<double>(2));
  EXPECT_NEAR(of_two.t, 2, 1e-15);
  EXPECT_NEAR(of_two.p, 1 - 2 * std::atan(2) / M_PI, 1e-14);
  const PairedTest of_three = PairedTTest(three, zero);
  EXPECT_NEAR(of_three.t, 2 * std::sqrt(3), 1e-14);
  EXPECT_NEAR(of_three.p, 1 - 2 * std::sqrt(3) / std::sqrt(14), 1e-14);
}

// p is below 1 − c exactly where the interval of confidence c leaves 0 out.
TEST(PairedTTest, AgreesWithItsInterval) {
  const std::vector<double> a = {.7, .8, .75, .9}, b = {.65, .81, .7, .8};
  const double p = PairedTTest(a, b).p;
  for (const double shift : {-1e-6, 1e-6}) {
    const PairedTest test = PairedTTest(a, b, 1 - p - shift);
    EXPECT_EQ(test.difference.low() > 0, shift > 0) << shift;
  }
}

TEST(PairedTTest, KnowsWhatItCannotTell) {
  const std::vector<double> one = {.5}, same = {.5, .5, .5}, more = {.75, .75, .75};
  EXPECT_TRUE(std::isnan(PairedTTest(one, one).p));
  EXPECT_TRUE(std::isnan(PairedTTest({}, {}).t));
  EXPECT_EQ(PairedTTest(same, same).t, 0);
  EXPECT_EQ(PairedTTest(same, same).p, 1);
  EXPECT_EQ(PairedTTest(more, same).p, 0);
  EXPECT_EQ(PairedTTest(same, more).t, -std::numeric_limits<double>::infinity());
}

// statsmodels 0.15.0: multipletests(p, method="holm")[1]. It multiplies and takes maxima:
// one rounding.
TEST(HolmAdjusted, AgreesWithStatsmodels) {
  struct Case {
    std::vector<double> p, adjusted;
  };
  for (const Case& c :
       {Case{{.01, .04, .03, .005}, {.03, .06, .06, .02}},
        Case{{.02, .02, .5, .9}, {.08, .08, 1, 1}}, Case{{.001}, {.001}},
        Case{{.6, .4, .9}, {1, 1, 1}},
        Case{{.012, .013, .011, .04, .2},
             {.05499999999999999, .05499999999999999, .05499999999999999, .08, .2}},
        Case{{}, {}}}) {
    const std::vector<double> adjusted = HolmAdjusted(c.p);
    ASSERT_EQ(adjusted.size(), c.adjusted.size());
    for (size_t i = 0; i < c.p.size(); ++i)
      EXPECT_DOUBLE_EQ(adjusted[i], c.adjusted[i]) << i;
  }
}

TEST(HolmAdjusted, DoesNotCountWhatIsUnknown) {
  const std::vector<double> p = {.01, kNan, .03}, known = {.01, .03};
  const std::vector<double> adjusted = HolmAdjusted(p);
  EXPECT_EQ(adjusted[0], HolmAdjusted(known)[0]);
  EXPECT_TRUE(std::isnan(adjusted[1]));
  EXPECT_EQ(adjusted[2], HolmAdjusted(known)[1]);
}

// The definition: a hypothesis is rejected at a level if and only if it and all with smaller
// p are below level / (m − rank).
TEST(HolmAdjusted, RejectsWhatTheStepDownProcedureRejects) {
  const std::vector<double> p = {.001, .0126, .02, .03, .0499};
  for (double level = 0.0005; level < 0.3; level += 0.0007) {
    size_t rejected = 0;
    while (rejected < p.size() &&
           p[rejected] <= level / static_cast<double>(p.size() - rejected))
      ++rejected;
    const std::vector<double> adjusted = HolmAdjusted(p);
    for (size_t i = 0; i < p.size(); ++i)
      EXPECT_EQ(adjusted[i] <= level, i < rejected) << level << " " << i;
  }
}

TEST(SignificanceDeathTest, RefusesImpossibleArguments) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::vector<double> two = {1, 2}, three = {1, 2, 3};
  EXPECT_DEATH(PairedTTest(two, three), "2 vs. 3");
  EXPECT_DEATH(HolmAdjusted(two), "p is 2");
}

}  // namespace
}  // namespace graft
