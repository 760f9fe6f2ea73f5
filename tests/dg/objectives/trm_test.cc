#include "dg/objectives/trm.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// Two classes, one row h, logits (0, 0): the Hessian takes V = (1, -1) to h²/2 V.
at::Tensor InverseOfTheUndecided(double h) {
  const Linear head(2, 1, at::kDouble, RandomStream(1, "head"));
  const NoGrad no_grad;
  head.weight().zero_();
  head.bias().zero_();
  return InverseHessianProduct(
      {head, Matrix({{h}}), at::zeros({1}, at::kLong), at::ones({}, at::kDouble)},
      Matrix({{1}, {-1}}));
}

TEST(Trm, SeriesHasElevenTerms) {
  const at::Tensor halves = InverseOfTheUndecided(1);  // 1 + ½ + … + 2⁻¹⁰
  EXPECT_EQ(halves[0].item<double>(), 2 - 1.0 / 1024);
  EXPECT_EQ(halves[1].item<double>(), 1.0 / 1024 - 2);
  EXPECT_EQ(InverseOfTheUndecided(0)[0].item<double>(), 11);
}

// h²/2 = 8: 1 - 7 + 49, beyond 10.
TEST(Trm, SeriesThatDoesNotConvergeEndsEarly) {
  EXPECT_EQ(InverseOfTheUndecided(4)[0].item<double>(), 43);
}

TEST(Trm, TellsWhatItAddsToTheRisk) {
  Trm trm(testing::TinySetting("TRM", {{"iters", 1}}));
  const Joint joint = trm.Pass(testing::TinyBatches(0), 0);
  Scalars scalars;
  EXPECT_EQ(trm.Loss(joint, 0, scalars).item<double>(), scalars["nll"]);
  EXPECT_EQ(scalars["trm_loss"], 0);
  const double loss = trm.Loss(joint, 1, scalars).item<double>();
  EXPECT_GT(scalars["trm_loss"], 0);
  EXPECT_NEAR(loss, scalars["nll"] + scalars["trm_loss"], 1e-15);
}

// Rows of α of three domains: (0, ½, ½) and then each pair times exp(η α R).
TEST(Trm, WeighsPairsThatTransferBadly) {
  Trm trm(testing::TinySetting("TRM", {{"iters", 0}, {"groupdro_eta", 0.1}}));
  Scalars scalars;
  trm.Loss(trm.Pass(testing::TinyBatches(0), 0), 0, scalars);
  const at::Tensor alpha = trm.State().back().tensor;
  for (int64_t q = 0; q < 3; ++q)
    for (int64_t i = 0; i < 3; ++i) {
      const double value = alpha[q][i].item<double>();
      if (q == i)
        EXPECT_EQ(value, 0);
      else
        EXPECT_GT(value, 0.5);
    }
}

TEST(Trm, FollowsDomainBedWithItsSeriesMended) {
  testing::ExpectFollowsDomainBed({.file = "TRM_mended",
                                   .renamed = {{"heads.", "clist."}},
                                   .scalars = {"nll", "trm_loss"}});
}

}  // namespace
}  // namespace graft
