#include "dg/core/hparams.h"

#include <gtest/gtest.h>

#include <cmath>

namespace graft {
namespace {

const std::vector<HparamSpec> kOwn = {{"lambda", 100, Draw::Log10(-1, 5), "weight"},
                                      {"steps", 500, Draw::WholeLog10(0, 4), "steps"},
                                      {"beta1", .5, Draw::OneOf({0, .5}), "of Adam"},
                                      {"tau", 1, Draw::Uniform(.5, 1), "threshold"},
                                      {"batch_size", {88}, {40}, "its own"}};

TEST(Hparams, BeginAsDomainBedsDefaultsForTheirScale) {
  const Hparams small(kOwn, DataScale::kSmallImages), large(kOwn, DataScale::kLarge);
  EXPECT_EQ(small["lr"], 1e-3);
  EXPECT_EQ(large["lr"], 5e-5);
  EXPECT_EQ(small["lambda"], 100);
  EXPECT_EQ(small.Whole("steps"), 500);
}

TEST(Hparams, OfAnObjectiveStandInFrontOfTheCommonOnes) {
  EXPECT_EQ(Hparams(kOwn, DataScale::kSmallImages)["batch_size"], 88);
  EXPECT_EQ(Hparams(kOwn, DataScale::kLarge)["batch_size"], 40);
  EXPECT_EQ(Hparams({}, DataScale::kSmallImages)["batch_size"], 64);
}

TEST(Hparams, DrawZeroIsTheDefaults) {
  Hparams drawn(kOwn, DataScale::kSmallImages);
  drawn.DrawAll(0);
  EXPECT_EQ(drawn.values(), Hparams(kOwn, DataScale::kSmallImages).values());
}

TEST(Hparams, AreDrawnWithinTheirRangesAndFillThem) {
  double least = 1e9, most = 0;
  for (uint64_t draw = 1; draw <= 200; ++draw) {
    Hparams h(kOwn, DataScale::kSmallImages);
    h.DrawAll(draw);
    EXPECT_GE(h["lambda"], 0.1);
    EXPECT_LE(h["lambda"], 1e5);
    EXPECT_EQ(h["steps"], std::floor(h["steps"]));
    EXPECT_TRUE(h["beta1"] == 0 || h["beta1"] == .5);
    EXPECT_GE(h["tau"], .5);
    EXPECT_LT(h["tau"], 1);
    EXPECT_EQ(h["batch_size"], 88);  // fixed
    least = std::min(least, h["lambda"]);
    most = std::max(most, h["lambda"]);
  }
  // Of 200 draws over six decades, none in the lowest or the highest: (5/6)²⁰⁰ = 1e-16.
  EXPECT_LT(least, 1);
  EXPECT_GT(most, 1e4);
}

TEST(Hparams, ADrawDependsOnItsNameAndNumberAlone) {
  const std::vector<HparamSpec> one = {kOwn[3]};
  const auto tau = [](const std::vector<HparamSpec>& specs, uint64_t draw) {
    Hparams h(specs, DataScale::kLarge);
    h.DrawAll(draw);
    return h["tau"];
  };
  EXPECT_EQ(tau(one, 3), tau(kOwn, 3));
  EXPECT_NE(tau(one, 3), tau(one, 4));
}

TEST(Hparams, OfAShorterRunKeepTheShapeOfTheSchedule) {
  Hparams h({{"irm_penalty_anneal_iters", 500, {}, ""},
             {"linear_steps", 500, {}, ""},
             {"d_steps_per_g", 10, {}, ""}},
            DataScale::kSmallImages);
  h.ScaleSteps(0.0999);
  EXPECT_EQ(h["irm_penalty_anneal_iters"], 49);
  EXPECT_EQ(h["linear_steps"], 49);
  EXPECT_EQ(h["d_steps_per_g"], 10);
  EXPECT_EQ(h["lr"], 1e-3);
}

TEST(Hparams, RejectNamesThatAreNotTheirs) {
  Hparams h(kOwn, DataScale::kLarge);
  EXPECT_EQ(h.Set("lamda", 1).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(h.Set("lamda", 1).message().find("lambda"), std::string::npos);
  EXPECT_FALSE(h.Set("lambda", std::nan("")).ok());
  EXPECT_TRUE(h.Set("lambda", 3).ok());
  EXPECT_EQ(h["lambda"], 3);
}

}  // namespace
}  // namespace graft
