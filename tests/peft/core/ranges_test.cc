#include "peft/core/ranges.h"

#include <gtest/gtest.h>

#include <limits>

namespace graft {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Ranges, AWidthHasTwoBounds) {
  for (const int64_t value : {1, 2, 65536})
    EXPECT_TRUE(CheckWidth("r", value).ok()) << value;
  for (const int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{0},
                              int64_t{65537}, std::numeric_limits<int64_t>::max()})
    EXPECT_FALSE(CheckWidth("r", value).ok()) << value;
  EXPECT_TRUE(CheckWidth("mlp", 0, 0).ok());
  EXPECT_EQ(CheckWidth("mlp", -1, 0).ToString(),
            "INVALID_ARGUMENT: mlp=-1: expected 0 … 65536");
}

TEST(Ranges, ADropoutLeavesSomething) {
  EXPECT_TRUE(CheckDropout(0).ok());
  EXPECT_TRUE(CheckDropout(0.999).ok());
  for (const double value : {-0.1, 1.0, kInfinite, kNan})
    EXPECT_FALSE(CheckDropout(value).ok()) << value;
  EXPECT_EQ(CheckDropout(1).ToString(), "INVALID_ARGUMENT: dropout=1: expected [0, 1)");
}

TEST(Ranges, FactorsAreFinite) {
  for (const double value : {-2.0, 0.0, 3.0})
    EXPECT_TRUE(CheckFinite("s", value).ok()) << value;
  for (const double value : {kInfinite, -kInfinite, kNan}) {
    EXPECT_FALSE(CheckFinite("s", value).ok()) << value;
    EXPECT_FALSE(CheckPositive("alpha", value).ok()) << value;
  }
  EXPECT_EQ(CheckFinite("s", kInfinite).ToString(),
            "INVALID_ARGUMENT: s=inf: expected a finite number");
}

TEST(Ranges, SomeAreAboveZero) {
  EXPECT_TRUE(CheckPositive("alpha", 1e-300).ok());
  EXPECT_EQ(CheckPositive("alpha", 0).ToString(),
            "INVALID_ARGUMENT: alpha=0: expected a finite number above 0");
  EXPECT_FALSE(CheckPositive("alpha", -1).ok());
}

}  // namespace
}  // namespace graft
