#include "dg/objectives/fishr.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::JointOf;
using testing::Matrix;

// Equal logits and label 0: δ = (-1/2, 1/2) in every row. Features 1 and 3 in the first domain,
// 2 and 2 in the second: δ_k f varies by 1/4 and 0, the bias never.
Joint Example() {
  return JointOf(Matrix({{1}, {3}, {2}, {2}}), at::zeros({4, 2}, at::kDouble),
                 {0, 0, 0, 0}, {0, 2, 4});
}

TEST(Fishr, VariancesAreThoseOfTheClassifiersGradients) {
  const at::Tensor expected =
      at::stack({Matrix({{0.25, 0}, {0.25, 0}}), Matrix({{0, 0}, {0, 0}})});
  EXPECT_LT((GradientVariances(Example()) - expected).abs().max().item<double>(),
            1e-15);
}

// Every row's gradient by backward through the classifier, then their variance.
TEST(Fishr, VariancesAreThoseThatBackwardGivesRowByRow) {
  const auto objective = testing::TinyObjective("Fishr");
  const auto batches = testing::TinyBatches(0, 2);
  const Joint joint = dynamic_cast<Fishr&>(*objective).Pass(batches, 0);
  std::vector<at::Tensor> classifier;
  for (const NamedTensor& t : objective->State())
    if (t.name.starts_with("classifier.")) classifier.push_back(t.tensor);
  ASSERT_EQ(classifier.size(), 2u);
  std::vector<at::Tensor> rows;
  for (int64_t i = 0; i < joint.losses.size(0); ++i) {
    for (const at::Tensor& t : classifier) t.mutable_grad().zero_();
    joint.losses[i].backward({}, /*retain_graph=*/true);
    rows.push_back(
        at::cat({classifier[0].grad(), classifier[1].grad().unsqueeze(1)}, 1));
  }
  const at::Tensor all = at::stack(rows), ours = GradientVariances(joint);
  for (int e = 0; e < 2; ++e) {
    const at::Tensor of = joint.Of(e, all);
    // Sums of 8 terms of size 1.
    EXPECT_LT(((of - of.mean(0)).square().mean(0) - ours[e]).abs().max().item<double>(),
              8 * 2.2e-16 * 8);
  }
}

// u = v in the first step; then m = v/2 for ρ = 1/2, and u = v + m = 3/2 v. Of a penalty
// mean (u_e - ū)² two entries in four are (1/8)² in both domains: 1/128, then 9/4 of it.
TEST(Fishr, MatchesVariancesAndTheirMovingAverage) {
  Fishr fishr(testing::TinySetting(
      "Fishr", {{"ema", 0.5}, {"lambda", 10}, {"penalty_anneal_iters", 1}}, 2));
  for (const NamedTensor& t : fishr.State())
    if (t.name == "gradient_variances") t.tensor.resize_({2, 2, 2}).zero_();
  Scalars scalars;
  EXPECT_NEAR(fishr.Loss(Example(), 0, scalars).item<double>(), std::log(2), 1e-15);
  EXPECT_NEAR(scalars["penalty"], 1.0 / 128, 1e-16);
  EXPECT_NEAR(fishr.Loss(Example(), 1, scalars).item<double>(),
              std::log(2) + 10 * 9.0 / 4 / 128, 1e-15);
}

TEST(Fishr, RejectsAMovingAverageThatNeverMoves) {
  const auto made =
      CreateObjective("Fishr", testing::TinySetting("Fishr", {{"ema", 1}}));
  EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(made.status().message().find("ema=1"), std::string::npos) << made.status();
}

// ρ = 0: every call sees the same loss.
TEST(Fishr, DifferentiatesBeforeAndAfterAnnealing) {
  for (const int64_t step : {0, 3}) {
    const auto agreement = testing::CheckLossGradient(
        "Fishr", {{"ema", 0}, {"penalty_anneal_iters", 2}}, step);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(Fishr, FollowsDomainBedThroughItsReset) {
  testing::ExpectFollowsDomainBed(
      {.file = "Fishr", .scalars = {"loss", "nll", "penalty"}});
}

}  // namespace
}  // namespace graft
