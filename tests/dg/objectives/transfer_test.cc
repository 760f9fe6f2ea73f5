#include "dg/objectives/transfer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;
using testing::TinyBatches;
using testing::TinySetting;

Linear Zero() {
  const NoGrad no_grad;
  Linear map(2, 2, at::kDouble, RandomStream(1, "map"));
  map.weight().zero_();
  map.bias().zero_();
  return map;
}

// Differences (0, 12) and (3, 4) of weight, (0, 0) of bias: a distance of 13.
TEST(Transfer, PutsTheAdversaryBackIntoTheBall) {
  const NoGrad no_grad;
  const Linear centre = Zero(), outside = Zero();
  outside.weight().copy_(Matrix({{0, 12}, {3, 4}}));
  ProjectIntoBall(outside, centre, 20);
  EXPECT_TRUE(outside.weight().equal(Matrix({{0, 12}, {3, 4}})));
  ProjectIntoBall(outside, centre, 6.5);
  EXPECT_TRUE(outside.weight().equal(Matrix({{0, 6}, {1.5, 2}})));
  outside.bias().copy_(at::tensor({-3.0, 4.0}, at::kDouble));
  outside.weight().zero_();
  ProjectIntoBall(outside, centre, 1);  // weight and bias together
  EXPECT_DOUBLE_EQ(outside.bias()[0].item<double>(), -0.6);
}

// At the start the adversary is the classifier.
TEST(Transfer, GapIsThatOfTheDomainsRisks) {
  Transfer transfer(TinySetting("Transfer", {{"t_lambda", 3}}));
  Joint joint = Join(TinyBatches(0));
  joint.features = transfer.Features(joint.x);
  joint.losses = RowLosses(transfer.Logits(joint.x), joint.y);
  const at::Tensor risks = joint.Risks();
  EXPECT_NEAR(transfer.Gap(joint).item<double>(),
              3 * (risks.max() - risks.min()).item<double>(), 1e-14);
}

TEST(Transfer, GapDifferentiatesInTheFeaturizer) {
  const Transfer transfer(TinySetting("Transfer"));
  std::vector<NamedTensor> featurizer;
  for (const NamedTensor& t : transfer.State())
    if (t.name.starts_with("featurizer.") && t.tensor.requires_grad())
      featurizer.push_back(t);
  const auto agreement = testing::CheckGradient(
      [&] {
        Joint joint = Join(TinyBatches(0));
        joint.features = transfer.Features(joint.x);
        return transfer.Gap(joint);
      },
      featurizer);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

at::Tensor Of(const Objective& objective, const std::string& name) {
  for (const NamedTensor& t : objective.State())
    if (t.name == name) return t.tensor.detach();
  return {};
}

TEST(Transfer, AdversaryStaysNearTheClassifier) {
  Transfer transfer(TinySetting("Transfer", {{"delta", 0.01}, {"lr_d", 1}}));
  transfer.Step(TinyBatches(0), 0);
  const at::Tensor weight = Of(transfer, "adversary.weight") -
                            Of(transfer, "classifier.weight"),
                   bias =
                       Of(transfer, "adversary.bias") - Of(transfer, "classifier.bias");
  EXPECT_NEAR(std::hypot(weight.norm().item<double>(), bias.norm().item<double>()),
              0.01, 1e-15);
}

// A plain step on the risk is `lr` times its gradient; the classifier takes no other.
TEST(Transfer, WithGdaDescendsByPlainSteps) {
  Transfer transfer(TinySetting("Transfer", {{"gda", 1}, {"lr", 0.1}}));
  Joint joint = Join(TinyBatches(0));
  joint.features = transfer.Features(joint.x);
  joint.logits = transfer.Logits(joint.x);
  const at::Tensor p = at::softmax(joint.logits, 1).detach();
  const at::Tensor one_hot = at::zeros_like(p).scatter(1, joint.y.unsqueeze(1), 1.0);
  const at::Tensor expected =  // the bias's gradient is the mean of p - 1_y
      Of(transfer, "classifier.bias") - 0.1 * (p - one_hot).mean(0);
  const at::Tensor first = Of(transfer, "featurizer.input.weight").clone();
  transfer.Step(TinyBatches(0), 0);
  EXPECT_LT((Of(transfer, "classifier.bias") - expected).abs().max().item<double>(),
            1e-15);
  EXPECT_FALSE(Of(transfer, "featurizer.input.weight").equal(first));
}

TEST(Transfer, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed({.file = "Transfer",
                                   .renamed = {{"adversary.", "adv_classifier."}},
                                   .scalars = {"loss", "gap"}});
}

}  // namespace
}  // namespace graft
