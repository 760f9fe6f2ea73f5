#include "dg/objectives/causirl.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::Matrix;

// Cuts every domain's rows here.
template <class Base>
class CutAt final : public Base {
 public:
  CutAt(const ObjectiveSetting& setting, std::vector<int64_t> cuts)
      : Base(setting), cuts_(std::move(cuts)) {}

 private:
  std::vector<int64_t> Cuts(const Joint&, int64_t) const override { return cuts_; }

  std::vector<int64_t> cuts_;
};

template <class Base>
class CutByDomainBed final : public Base {
 public:
  CutByDomainBed(const ObjectiveSetting& setting, const testing::GoldenDraws& draws)
      : Base(setting), draws_(draws) {}

 private:
  std::vector<int64_t> Cuts(const Joint& joint, int64_t step) const override {
    std::vector<int64_t> cuts;
    for (int64_t e = 0; e < joint.domains(); ++e)
      cuts.push_back(draws_(step, e).template item<int64_t>());
    return cuts;
  }

  testing::GoldenDraws draws_;
};

// Two rows of equal logits a domain: every risk is ln 2.
template <class Base>
double LossOf(const at::Tensor& features, std::vector<int64_t> cuts) {
  CutAt<Base> objective(testing::TinySetting("CausIRL_MMD", {{"mmd_gamma", 0.5}}, 2),
                        std::move(cuts));
  Scalars scalars;
  return objective
      .Loss(testing::JointOf(features, at::zeros({4, 2}, at::kDouble), {0, 1, 0, 1},
                             {0, 2, 4}),
            0, scalars)
      .template item<double>();
}

// Cut after the first row of each: pools (0, 2) and (1, 5), as in moments_test.cc.
TEST(CausIrlCoral, ComparesThePoolOfFirstPartsWithThatOfSecondOnes) {
  EXPECT_NEAR(LossOf<CausIrlCoral>(Matrix({{0}, {1}, {2}, {5}}), {1, 1}),
              std::log(2) + 0.5 * 40, 1e-14);
}

// Pools (0, 0) and (1, 1).
TEST(CausIrlMmd, ComparesThePoolOfFirstPartsWithThatOfSecondOnes) {
  double distance = 0;
  for (const double gamma : {1e-3, 1e-2, 0.1, 1.0, 10.0, 100.0, 1000.0})
    distance += 2 - 2 * std::exp(-gamma);
  EXPECT_NEAR(LossOf<CausIrlMmd>(Matrix({{0}, {1}, {0}, {1}}), {1, 1}),
              std::log(2) + 0.5 * distance, 1e-14);
}

TEST(CausIrl, PoolsOfOneRowHaveNoDistance) {
  for (const auto& cuts : std::vector<std::vector<int64_t>>{{0, 0}, {0, 1}, {2, 1}})
    EXPECT_NEAR(LossOf<CausIrlMmd>(Matrix({{0}, {1}, {2}, {5}}), cuts), std::log(2),
                1e-15);
}

// 64 steps of 3 cuts among 8: that one of 8 places is never drawn has probability
// 8 (7/8)^192 = 6e-11.
TEST(CausIrl, CutsAnywhereAndLeavesTheSecondPoolARow) {
  class Shown final : public CausIrlMmd {
   public:
    using CausIrlMmd::CausIrlMmd;
    using CausIrlMmd::Cuts;
  };
  const Shown shown(testing::TinySetting("CausIRL_MMD"));
  Joint joint;
  joint.starts = {0, 8, 16, 24};
  std::vector<int> seen(8, 0);
  for (int64_t step = 0; step < 64; ++step)
    for (const int64_t cut : shown.Cuts(joint, step)) ++seen.at(cut);
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(CausIrl, Differentiates) {
  for (const char* name : {"CausIRL_CORAL", "CausIRL_MMD"}) {
    const auto agreement = testing::CheckLossGradient(name, {});
    EXPECT_TRUE(testing::Agrees(agreement)) << name << " " << agreement;
  }
}

TEST(CausIrl, FollowsDomainBed) {
  testing::ExpectFollowsDomainBed(
      {.file = "CausIRL_CORAL",
       .scalars = {"penalty"},
       .make = testing::Make<CutByDomainBed<CausIrlCoral>>});
  testing::ExpectFollowsDomainBed({.file = "CausIRL_MMD",
                                   .scalars = {"penalty"},
                                   .make = testing::Make<CutByDomainBed<CausIrlMmd>>});
}

}  // namespace
}  // namespace graft
