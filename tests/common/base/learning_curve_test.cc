#include "common/base/learning_curve.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

TEST(LearningCurve, GivesTheSameBitsBack) {
  const LearningCurve curve = {{0, 1.0986}, {10, 0.1 + 0.2}, {20, 5e-324}};
  const auto back = CurveFromJson(Json::parse(DumpJson(CurveToJson(curve))), "curve");
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, curve);
  EXPECT_TRUE(CurveFromJson(CurveToJson({}), "curve")->empty());
}

TEST(LearningCurve, WhatIsNotFiniteIsNullAndNotKnown) {
  for (const double value : {double{NAN}, double{INFINITY}, -double{INFINITY}}) {
    const Json json = CurveToJson({{1, value}});
    EXPECT_EQ(DumpJson(json), "[[1.0,null]]");
    EXPECT_TRUE(std::isnan(CurveFromJson(json, "curve")->at(0).second));
  }
}

TEST(LearningCurve, NamesWhatIsWrong) {
  const auto error = [](const char* json) {
    return std::string(CurveFromJson(Json::parse(json), "loss").status().message());
  };
  EXPECT_EQ(error("1"), "loss: expected an array, found 1");
  EXPECT_EQ(error("[[1,2,3]]"), "loss: expected [step, value], found an array of 3");
  EXPECT_EQ(error("[[1,\"2\"]]"), "loss: expected a number or null, found \"2\"");
}

}  // namespace
}  // namespace graft
