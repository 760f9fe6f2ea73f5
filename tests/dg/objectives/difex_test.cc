#include "dg/objectives/difex.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using std::numbers::pi;
using testing::Matrix;

// The spectrum of an impulse at place 1 of four is exp(-iπk/2).
TEST(FourierPhase, OfAShiftedImpulseIsALine) {
  const at::Tensor phase = FourierPhase(Matrix({{0, 1, 0, 0}}).view({1, 1, 1, 4}));
  const std::vector<double> want = {0, -pi / 2, pi, pi / 2};
  for (int k = 0; k < 4; ++k)
    EXPECT_NEAR(std::abs(phase[0][0][0][k].item<double>()), std::abs(want[k]), 1e-15);
  EXPECT_LT(phase[0][0][0][1].item<double>(), 0);
  EXPECT_GT(phase[0][0][0][3].item<double>(), 0);
}

TEST(FourierPhase, ForgetsTheAmplitude) {
  const at::Tensor x = testing::RandomTensor({2, 3, 5, 6}, 1);
  // A transform is off by a few ε of the largest coefficient, about √30; the smallest of 180
  // is about a hundredth of it.
  EXPECT_LT(
      (FourierPhase(7 * x).cos() - FourierPhase(x).cos()).abs().max().item<double>(),
      1e-12);
}

// (3, 4) points to (0.6, 0.8), (0, 2) to (0, 1): 0.6 and 0.2 apart; the other rows agree.
TEST(DirectionDistance, ComparesDirectionsAlone) {
  const at::Tensor a = Matrix({{3, 4}, {1, 0}}), b = Matrix({{0, 2}, {5, 0}});
  EXPECT_NEAR(DirectionDistance(a, b).item<double>(), (0.6 + 0.2) / 4, 1e-16);
}

const testing::Overrides kTaught = {{"difex_teacher_steps", 1}};

std::unique_ptr<Difex> Make(testing::Overrides overrides = {}, int64_t domains = 3) {
  overrides.insert(overrides.end(), kTaught.begin(), kTaught.end());
  return std::make_unique<Difex>(
      testing::TinySetting("DIFEX", overrides, domains, true));
}

std::vector<DomainBatch> Batches(int64_t step, int64_t domains = 3) {
  return testing::TinyBatches(step, domains, true);
}

TEST(Difex, AddsItsTermsByTheirWeights) {
  const auto difex = Make({{"difex_alpha", 2}, {"difex_beta", 3}, {"difex_lambda", 5}});
  Scalars told;
  const double loss = difex->Loss(Batches(0), 0, told).item<double>();
  for (const char* term : {"distillation", "exploration", "alignment"})
    EXPECT_GT(told[term], 0) << term;
  EXPECT_NEAR(loss,
              told["nll"] + 2 * told["distillation"] - 3 * told["exploration"] +
                  5 * told["alignment"],
              1e-14);
}

std::vector<NamedTensor> Trained(const Objective& objective, bool teacher) {
  std::vector<NamedTensor> all;
  for (const NamedTensor& t : objective.State())
    if (t.tensor.requires_grad() && t.name.starts_with("teacher.") == teacher)
      all.push_back(t);
  return all;
}

TEST(Difex, Differentiates) {
  for (const int64_t domains : {3, 1}) {
    const auto difex =
        Make({{"difex_alpha", 2}, {"difex_beta", 3}, {"difex_lambda", 5}}, domains);
    const auto agreement = testing::CheckGradient(
        [&] {
          Scalars told;
          return difex->Loss(Batches(0, domains), 0, told);
        },
        Trained(*difex, false), 16);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST(Difex, TrainsTheTeacherFirstAndThenTheNetwork) {
  const auto difex = Make();
  const auto of = [&](bool teacher) {
    std::vector<at::Tensor> values;
    for (const NamedTensor& t : Trained(*difex, teacher))
      values.push_back(t.tensor.detach().flatten());
    return at::cat(values);
  };
  for (int64_t step = 0; step < 3; ++step) {
    const at::Tensor teacher = of(true), network = of(false);
    const Scalars told = difex->Step(Batches(step), step);
    EXPECT_EQ(of(true).equal(teacher), step > 0) << step;
    EXPECT_EQ(of(false).equal(network), step == 0) << step;
    EXPECT_EQ(told.contains("teacher_loss"), step == 0) << step;
  }
}

TEST(Difex, ComesNearerToItsTeacher) {
  const auto difex = Make({{"difex_alpha", 10}, {"lr", 0.01}});
  double first = 0, last = 0;
  for (int64_t step = 0; step < 30; ++step) {
    const Scalars told = difex->Step(Batches(0), step);
    if (step == 1) first = told.at("distillation");
    if (step > 1) last = told.at("distillation");
  }
  EXPECT_LT(last, 0.2 * first);
}

}  // namespace
}  // namespace graft
