#include "dg/objectives/mtl.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

at::Tensor StateOf(const Objective& objective, const std::string& name) {
  for (const NamedTensor& t : objective.State())
    if (t.name == name) return t.tensor;
  ADD_FAILURE() << "no " << name;
  return {};
}

Joint TwoDomains() {
  const at::Tensor features =
      Matrix({{1, 0, 0, 0, 0}, {3, 0, 0, 0, 0}, {0, 8, 0, 0, 0}});
  return testing::JointOf(features, at::zeros({3, 3}, at::kDouble), {0, 0, 1},
                          {0, 2, 3});
}

// Means 2 e_1 and 8 e_2; of what is remembered, e_1 for both, a tenth.
TEST(Mtl, ADomainIsItsMeanAndWhatIsRemembered) {
  const Mtl mtl(testing::TinySetting("MTL", {{"mtl_ema", 0.9}}, 2));
  {
    const NoGrad no_grad;
    StateOf(mtl, "embeddings").copy_(Matrix({{1, 0, 0, 0, 0}, {1, 0, 0, 0, 0}}));
  }
  const at::Tensor want = Matrix({{1.9, 0, 0, 0, 0}, {0.1, 7.2, 0, 0, 0}});
  EXPECT_LT((mtl.Embeddings(TwoDomains()) - want).abs().max().item<double>(), 2e-15);
}

// The classifier reads the second half alone: z_0 = m_1 = 0 and ln 2 in the two domains.
// Both rows of the first: ln 3; that of the second, of class 1: -ln(1/4).
TEST(Mtl, SumsTheRisksOfADomainsRowsWithItsEmbedding) {
  const Mtl mtl(testing::TinySetting("MTL", {}, 2));
  {
    const NoGrad no_grad;
    StateOf(mtl, "classifier.weight").zero_()[0][5] = 1;
    StateOf(mtl, "classifier.bias").zero_();
  }
  const at::Tensor embeddings = Matrix({{0, 0, 0, 0, 0}, {std::log(2), 0, 0, 0, 0}});
  EXPECT_NEAR(mtl.Loss(TwoDomains(), embeddings).item<double>(),
              std::log(3) + std::log(4), 1e-15);
}

TEST(Mtl, RemembersTheNewestMean) {
  Mtl mtl(testing::TinySetting("MTL", {{"mtl_ema", 1}}));
  const std::vector<DomainBatch> batches = testing::TinyBatches(0);
  // [φ, μ] before the step: every row's second half is the mean.
  const at::Tensor mean = mtl.Features(batches[1].x)[3].slice(0, 5).detach();
  mtl.Step(batches, 0);
  EXPECT_LT((StateOf(mtl, "embeddings")[1] - mean).abs().max().item<double>(), 1e-15);
}

TEST(Mtl, DifferentiatesThroughTheMeansToo) {
  const Mtl mtl(testing::TinySetting("MTL"));
  const at::Tensor features = testing::RandomTensor({7, 5}, 1).requires_grad_();
  const auto agreement = testing::CheckGradient(
      [&] {
        const Joint joint = testing::JointOf(features, features.slice(1, 0, 3),
                                             {0, 1, 2, 1, 1, 0, 2}, {0, 3, 5, 7});
        return mtl.Loss(joint, mtl.Embeddings(joint));
      },
      {{"features", features},
       {"classifier.weight", StateOf(mtl, "classifier.weight")},
       {"classifier.bias", StateOf(mtl, "classifier.bias")}});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(Mtl, FollowsDomainBedWithoutItsNoise) {
  testing::ExpectFollowsDomainBed({.file = "MTL_mended", .scalars = {"loss"}});
}

}  // namespace
}  // namespace graft
