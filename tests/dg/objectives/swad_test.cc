#include "dg/objectives/swad.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

const testing::Overrides kShort = {{"swad_optimum", 2},
                                   {"swad_overfit", 2},
                                   {"swad_tolerance", 1.5},
                                   {"swad_every_steps", 1}};

// Runs a step for each of the losses and keeps the weights after each.
struct Followed {
  explicit Followed(std::unique_ptr<Objective> made) : objective(std::move(made)) {}

  void Go(const std::vector<double>& losses) {
    for (const double loss : losses) {
      const auto step = static_cast<int64_t>(weights.size());
      told = objective->Step(testing::TinyBatches(step), step);
      objective->Validate([&](const Scores&) { return loss; }, step);
      weights.push_back(Classifier(""));
    }
  }
  at::Tensor Classifier(const std::string& prefix) const {
    for (const NamedTensor& t : objective->State())
      if (t.name == prefix + "classifier.weight") return t.tensor.detach().clone();
    return {};
  }
  void ExpectMeanOf(size_t first, size_t last) const {
    at::Tensor sum = weights[first].clone();
    for (size_t t = first + 1; t <= last; ++t) sum += weights[t];
    // One rounding a step, of weights below 1.
    EXPECT_LT((Classifier("average.") - sum / static_cast<double>(last - first + 1))
                  .abs()
                  .max()
                  .item<double>(),
              1e-15)
        << first << " … " << last;
  }

  std::unique_ptr<Objective> objective;
  std::vector<at::Tensor> weights;
  Scalars told;
};

Followed Short() { return Followed(testing::TinyObjective("SWAD", kShort)); }

TEST(Swad, RejectsAWindowThatIsNone) {
  for (const auto& [name, value] : testing::Overrides{
           {"swad_optimum", 0}, {"swad_overfit", 2}, {"swad_tolerance", 0.9}}) {
    const auto made =
        CreateObjective("SWAD", testing::TinySetting("SWAD", {{name, value}}));
    EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_NE(made.status().message().find(name), std::string::npos) << made.status();
  }
}

// N_s = 2: 2 at step 2 is not undercut at step 3, so t_s = 2 and l = 1.5 · 2.25 = 3.375;
// N_e = 2: steps 7 and 8 are above it, so t_e = 6; step 5 alone was not enough.
TEST(Swad, AveragesFromTheStartToTheEndOfTheValley) {
  Followed run = Short();
  run.Go({5, 3});
  run.ExpectMeanOf(1, 1);
  run.Go({2, 2.5, 3.3, 3.5});
  run.ExpectMeanOf(2, 5);
  run.Go({3.0, 4});
  run.ExpectMeanOf(2, 7);
  run.Go({4});
  run.ExpectMeanOf(2, 6);
}

TEST(Swad, IsOverAfterTheEnd) {
  Followed run = Short();
  run.Go({2, 2, 9, 9, 1, 1});
  run.ExpectMeanOf(0, 1);
  EXPECT_TRUE(run.weights[3].equal(run.weights[5]));
  EXPECT_EQ(run.told, (Scalars{{"averaged", 2}}));
}

TEST(Swad, ThresholdItselfIsInside) {
  Followed run = Short();
  run.Go({2, 2, 3, 3, 3});  // l = 3
  run.ExpectMeanOf(0, 4);
}

TEST(Swad, AsksForTheLossOfItsWeightsNowWhenItIsTime) {
  const auto swad = testing::TinyObjective("SWAD", {{"swad_every_steps", 2}}),
             erm = testing::TinyObjective("ERM");
  const Inputs x = testing::TinyBatches(9)[0].x;
  int asked = 0;
  for (int64_t step = 0; step < 5; ++step) {
    swad->Step(testing::TinyBatches(step), step);
    erm->Step(testing::TinyBatches(step), step);
    swad->Validate(
        [&](const Scores& scores) {
          EXPECT_EQ(step % 2, 0);
          EXPECT_TRUE(scores(x).equal(erm->Logits(x))) << step;
          ++asked;
          return 1.0;
        },
        step);
  }
  EXPECT_EQ(asked, 3);
  EXPECT_FALSE(swad->Logits(x).equal(erm->Logits(x)));
}

TEST(Swad, IsErmWithoutValidation) {
  const auto swad = testing::TinyObjective("SWAD"), erm = testing::TinyObjective("ERM");
  for (int64_t step = 0; step < 3; ++step) {
    swad->Step(testing::TinyBatches(step), step);
    erm->Step(testing::TinyBatches(step), step);
  }
  const Inputs x = testing::TinyBatches(9)[0].x;
  EXPECT_TRUE(swad->Logits(x).equal(erm->Logits(x)));
}

}  // namespace
}  // namespace graft
