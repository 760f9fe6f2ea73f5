#include "common/report/figures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

TEST(FormatFixed, ScalesRoundsAndShowsTheUnknown) {
  EXPECT_EQ(FormatFixed(0.91246, 2, 100), "91.25");
  EXPECT_EQ(FormatFixed(-0.5, 1), "−0.5");
  EXPECT_EQ(FormatFixed(-0.001, 2), "0.00");
  EXPECT_EQ(FormatFixed(NAN, 2), "–");
  EXPECT_EQ(FormatFixed(INFINITY, 2), "–");
  EXPECT_EQ(FormatFixed(1e300, 0).size(), 301);
}

TEST(FormatSigned, AlwaysHasASign) {
  EXPECT_EQ(FormatSigned(0.0031, 2, 100), "+0.31");
  EXPECT_EQ(FormatSigned(-0.0031, 2, 100), "−0.31");
  EXPECT_EQ(FormatSigned(0, 1), "+0.0");
  EXPECT_EQ(FormatSigned(NAN, 1), "–");
}

TEST(FormatMean, LeavesAMissingIntervalOut) {
  EXPECT_EQ(FormatMean(0.912, 0.0042, 1), "91.2 ± 0.4");
  EXPECT_EQ(FormatMean(0.912, NAN, 1), "91.2");
  EXPECT_EQ(FormatMean(NAN, NAN, 1), "–");
  EXPECT_EQ(FormatMean(1.5, 0.25, 2, 1), "1.50 ± 0.25");
}

TEST(FormatCount, GroupsThousands) {
  EXPECT_EQ(FormatCount(0), "0");
  EXPECT_EQ(FormatCount(999), "999");
  EXPECT_EQ(FormatCount(1000), "1,000");
  EXPECT_EQ(FormatCount(22713216), "22,713,216");
  EXPECT_EQ(FormatCount(-123456), "−123,456");
  EXPECT_EQ(FormatCount(INT64_MIN), "−9,223,372,036,854,775,808");
}

TEST(FormatShare, HasThreeSignificantDigits) {
  EXPECT_EQ(FormatShare(1), "100 %");
  EXPECT_EQ(FormatShare(0.03671), "3.67 %");
  EXPECT_EQ(FormatShare(0.000412), "0.0412 %");
  EXPECT_EQ(FormatShare(NAN), "–");
}

TEST(FormatSignificant, RoundsToSoManyDigits) {
  EXPECT_EQ(FormatSignificant(1.0 / 300, 2), "0.0033");
  EXPECT_EQ(FormatSignificant(1.0 / 30000, 2), "3.3e-05");
  EXPECT_EQ(FormatSignificant(0.01, 2), "0.01");
  EXPECT_EQ(FormatSignificant(std::nan(""), 2), "–");
}

}  // namespace
}  // namespace graft
