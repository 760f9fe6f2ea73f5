#include "dg/theory/bounds.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "dg/data/synthetic.h"

namespace graft {
namespace {

// Reads one of the two cues of Synthetic's correlation shift.
class Cue final : public Objective {
 public:
  explicit Cue(int64_t which) : which_(which) {}
  Scalars Step(std::span<const DomainBatch>, int64_t) override { return {}; }
  at::Tensor Logits(const Inputs& x) const override {
    const at::Tensor cue = x.values.select(1, which_);
    return at::stack({-cue, cue}, 1);
  }
  at::Tensor Features(const Inputs& x) const override {
    return x.values.slice(1, which_, which_ + 1);
  }
  std::vector<NamedTensor> State() const override { return {}; }

 private:
  int64_t which_;
};

constexpr int64_t kEach = 4000;
const auto kData = SyntheticDomains({.per_domain = kEach});

TheoryNumbers Of(int64_t cue) {
  const auto numbers =
      MeasureBounds(Cue(cue), *kData, PartitionOf(*kData, 0), {0, 1}, 2);
  EXPECT_TRUE(numbers.ok()) << numbers.status();
  return *numbers;
}

// Shares of 800 rows and more: within 4 · 0.5/√800.
constexpr double kNear = 0.07;

// The cue that holds errs in ¼ everywhere, looks the same everywhere, and is as good as any.
TEST(MeasureBounds, OfTheCueThatHolds) {
  const TheoryNumbers n = Of(0);
  EXPECT_NEAR(n.source_error, 0.25, kNear);
  EXPECT_NEAR(n.target_error, 0.25, kNear);
  EXPECT_LT(n.discrepancy, 0.15);
  EXPECT_NEAR(n.joint_error, 0.5, 2 * kNear);
  EXPECT_LT(n.gamma, 0.3);
  EXPECT_LT(n.rho, 0.3);
  EXPECT_GE(n.adaptation_bound(), n.target_error);
  EXPECT_GE(n.hull_bound(), n.target_error);
}

// The one that does not errs in 0.15 on the sources and 0.9 on the target. Its inputs look the
// same everywhere, so only λ, the error of one rule for both, tells: 0.15 + 0.9.
TEST(MeasureBounds, OfTheCueThatFails) {
  const TheoryNumbers n = Of(1);
  EXPECT_NEAR(n.source_error, 0.15, kNear);
  EXPECT_NEAR(n.target_error, 0.9, kNear);
  EXPECT_LT(n.discrepancy, 0.15);
  EXPECT_GT(n.joint_error, 0.9);
  EXPECT_GE(n.adaptation_bound(), n.target_error);
  EXPECT_GE(n.hull_bound(), n.target_error);
}

TEST(MeasureBounds, AverageRiskTermIsItsFormula) {
  const double n = 0.8 * kEach;
  EXPECT_DOUBLE_EQ(Of(0).deviation, std::sqrt(std::log(2 / 0.05) / n) +
                                        std::sqrt(std::log(1 / 0.05) / 2));
}

}  // namespace
}  // namespace graft
