#include "common/train/intervals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace graft {
namespace {

// Reference values from scipy 1.17.1. The continued fraction and lgamma leave a few dozen
// roundings in the cumulative probability; the density turns them into 1e-12 of t.
constexpr double kRelative = 1e-12;

TEST(StudentT, QuantilesAgreeWithScipy) {
  struct Case {
    double df, at_975, at_995;
  };
  for (const Case& c : {Case{1, 12.706204736174694, 63.656741162871526},
                        Case{2, 4.302652729749462, 9.924843200918287},
                        Case{3, 3.1824463052837078, 5.840909309733355},
                        Case{4, 2.7764451051977934, 4.604094871349992},
                        Case{9, 2.262157162798205, 3.249835541592126},
                        Case{30, 2.0422724563012378, 2.7499956535672254},
                        Case{100, 1.9839715185235518, 2.6258905214380173}}) {
    EXPECT_NEAR(StudentTQuantile(0.975, c.df), c.at_975, kRelative * c.at_975) << c.df;
    EXPECT_NEAR(StudentTQuantile(0.995, c.df), c.at_995, 10 * kRelative * c.at_995);
  }
}

TEST(StudentT, HasTheClosedFormsOfOneAndTwoDegrees) {
  for (const double t : {-30.0, -1.0, -1e-3, 0.0, 0.5, 2.0, 1e4}) {
    EXPECT_NEAR(StudentTCdf(t, 1), 0.5 + std::atan(t) / M_PI, 1e-14) << t;
    EXPECT_NEAR(StudentTCdf(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-14) << t;
  }
  EXPECT_NEAR(StudentTCdf(1.5, 4), 0.896, 1e-14);  // exact: 0.896
  EXPECT_NEAR(StudentTCdf(-2.0, 2.5), 0.07869574787898295, 1e-14);
}

TEST(StudentT, IsSymmetricAndTendsToTheNormal) {
  EXPECT_EQ(StudentTQuantile(0.25, 7), -StudentTQuantile(0.75, 7));
  EXPECT_NEAR(StudentTQuantile(0.5, 7), 0, 1e-12);
  // t = z + (z³ + z)/(4 df) + …: 2.4e-8 at df = 1e8; lgamma(5e7) loses some 1e-8 itself.
  EXPECT_NEAR(StudentTQuantile(0.975, 1e8), NormalQuantile(0.975), 1e-6);
}

TEST(NormalQuantile, AgreesWithScipy) {
  EXPECT_NEAR(NormalQuantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_EQ(NormalQuantile(0.025), -NormalQuantile(0.975));
}

TEST(MeanOf, GivesTheTInterval) {
  const std::vector<double> values = {.91, .93, .90, .94, .92};
  const MeanInterval interval = MeanOf(values);
  EXPECT_NEAR(interval.mean, 0.92, 1e-15);
  EXPECT_NEAR(interval.half_width, 0.019632431614775542, 1e-13);
  EXPECT_EQ(interval.count, 5);
  EXPECT_LT(MeanOf(values, 0.9).half_width, interval.half_width);
  EXPECT_DOUBLE_EQ(interval.low() + interval.high(), 2 * interval.mean);
}

TEST(MeanOf, OneValueHasNoInterval) {
  const std::vector<double> one = {0.5};
  EXPECT_EQ(MeanOf(one).mean, 0.5);
  EXPECT_TRUE(std::isnan(MeanOf(one).half_width));
  EXPECT_TRUE(std::isnan(MeanOf({}).mean));
  const std::vector<double> same = {0.25, 0.25};
  EXPECT_EQ(MeanOf(same).half_width, 0);
}

TEST(PairedDifference, DropsWhatTheSeedsShare) {
  // The seeds differ by 0.2; the methods by 0.01 ± a little in every seed.
  const std::vector<double> a = {.51, .71, .911}, b = {.50, .70, .90};
  const MeanInterval difference = PairedDifference(a, b);
  EXPECT_NEAR(difference.mean, 0.031 / 3, 1e-15);
  // s = 0.001/√3, half = 4.3027 · s/√3 = 4.3027 · 0.001/3; the differences carry 1e-16.
  EXPECT_NEAR(difference.half_width, 4.302652729749462 * 0.001 / 3, 1e-14);
  EXPECT_NEAR(PairedDifference(b, a).mean, -difference.mean, 1e-17);
}

TEST(WilsonInterval, AgreesWithItsFormulaAndStaysInside) {
  const Range range = WilsonInterval(90, 100);
  EXPECT_NEAR(range.low, 0.8256343384950865, 1e-14);
  EXPECT_NEAR(range.high, 0.9447708629393249, 1e-14);
  EXPECT_EQ(WilsonInterval(0, 10).low, 0);
  EXPECT_NEAR(WilsonInterval(0, 10).high, 0.2775327998628892, 1e-14);
  EXPECT_NEAR(WilsonInterval(10, 10).high, 1, 1e-15);
  EXPECT_LE(WilsonInterval(10, 10).high, 1);
  EXPECT_EQ(WilsonInterval(0, 0).low, 0);
  EXPECT_EQ(WilsonInterval(0, 0).high, 1);
}

TEST(Median, IsTheMiddleOfTheSorted) {
  const std::vector<double> odd = {3, 1, 2}, even = {4, 1, 3, 2};
  EXPECT_EQ(Median(odd), 2);
  EXPECT_EQ(Median(even), 2.5);
  EXPECT_TRUE(std::isnan(Median({})));
}

TEST(IntervalsDeathTest, RefuseImpossibleArguments) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::vector<double> two = {1, 2}, three = {1, 2, 3};
  EXPECT_DEATH(PairedDifference(two, three), "2 vs. 3");
  EXPECT_DEATH(StudentTQuantile(1, 3), "p is 1");
  EXPECT_DEATH(StudentTQuantile(0.9, 0), "df > 0");
  EXPECT_DEATH(WilsonInterval(3, 2), "3 of 2");
  EXPECT_DEATH(MeanOf(two, 1), "confidence is 1");
}

}  // namespace
}  // namespace graft
