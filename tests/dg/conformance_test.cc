// Every objective of the registry keeps the promises of its traits. No objective is named here.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "common/models/weights.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/temp_folder.h"
#include "common/testing/tensors.h"
#include "common/train/checkpoint.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::TinyBatches;

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const ObjectiveInfo* info : AllObjectives()) names.push_back(info->name);
  return names;
}

class Conformance : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Objective> Make(int64_t domains = 3) const {
    return testing::TinyObjective(GetParam(), Early(), domains, images());
  }
  // Every phase of an objective within six steps.
  testing::Overrides Early() const {
    testing::Overrides early;
    for (const HparamSpec& spec : info_.hparams)
      if (spec.name.ends_with("_iters") || spec.name == "iters" ||
          spec.name.ends_with("_steps"))
        early.emplace_back(spec.name, 2);
    return early;
  }
  std::vector<DomainBatch> Batches(int64_t step, int64_t domains = 3) const {
    return TinyBatches(step, domains, images());
  }
  Inputs Input() const { return Batches(99)[0].x; }
  bool images() const { return info_.traits.images || info_.traits.blocks; }

  const ObjectiveInfo& info_ = **FindObjective(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Objectives, Conformance, ::testing::ValuesIn(Names()),
                         [](const auto& info) { return info.param; });

at::Tensor Logits(const Objective& objective, const Inputs& x) {
  const NoGrad no_grad;
  return objective.Logits(x);
}

// One step, and the loss of what is held out if the objective asks for it.
Scalars Advance(Objective& objective, const std::vector<DomainBatch>& batches,
                int64_t step) {
  Scalars told = objective.Step(batches, step);
  objective.Validate(
      [&](const Scores& scores) {
        const NoGrad no_grad;
        const Joint held_out = Join(batches);
        return RowLosses(scores(held_out.x), held_out.y).mean().item<double>();
      },
      step);
  return told;
}

void ExpectSameState(const Objective& a, const Objective& b) {
  const auto of_a = a.State(), of_b = b.State();
  ASSERT_EQ(of_a.size(), of_b.size());
  for (size_t i = 0; i < of_a.size(); ++i)
    EXPECT_TRUE(of_a[i].tensor.equal(of_b[i].tensor)) << of_a[i].name;
}

TEST_P(Conformance, NamesEachTensorOfItsStateOnce) {
  const auto objective = Make();
  std::set<std::string> names;
  for (const auto& [name, tensor] : objective->State()) {
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(tensor.is_contiguous()) << name;
    EXPECT_TRUE(tensor.is_leaf()) << name;
  }
}

TEST_P(Conformance, ResumedEqualsUninterruptedBitForBit) {
  const auto whole = Make();
  const std::string file = testing::EmptyFolder() + "/run.safetensors";
  for (int64_t step = 0; step < 3; ++step) Advance(*whole, Batches(step), step);
  ASSERT_TRUE(SaveCheckpoint(file, "run", whole->State(), Json::object()).ok());
  const auto resumed = Make();
  Advance(*resumed, Batches(7), 7);  // whatever it did before is gone
  const auto state = LoadCheckpoint(file, "run", resumed->State());
  ASSERT_TRUE(state.ok()) << state.status();
  ExpectSameState(*whole, *resumed);
  for (int64_t step = 3; step < 7; ++step) {
    EXPECT_EQ(Advance(*whole, Batches(step), step),
              Advance(*resumed, Batches(step), step));
    ExpectSameState(*whole, *resumed);
  }
}

TEST_P(Conformance, EvaluationChangesNothing) {
  const auto a = Make(), b = Make();
  for (int64_t step = 0; step < 4; ++step) {
    Advance(*a, Batches(step), step);
    Advance(*b, Batches(step), step);
    Logits(*b, Input());
    const NoGrad no_grad;
    b->Features(Input());
  }
  ExpectSameState(*a, *b);
}

TEST_P(Conformance, ScoresEveryClassOfEveryRow) {
  const auto objective = Make();
  const at::Tensor logits = Logits(*objective, Input());
  EXPECT_EQ(logits.size(0), Input().rows());
  EXPECT_EQ(logits.size(1), 3);
  EXPECT_TRUE(logits.isfinite().all().item<bool>());
}

TEST_P(Conformance, ScoresARowByItselfUnlessItSaysElse) {
  const auto objective = Make();
  objective->Step(Batches(0), 0);
  const Inputs x = Input(), first(x.values.slice(0, 0, 1));
  // The same products summed in another order: a few ε of logits of about 1.
  const double apart = (Logits(*objective, x)[0] - Logits(*objective, first)[0])
                           .abs()
                           .max()
                           .item<double>();
  if (info_.traits.transductive)
    EXPECT_GT(apart, 1e-6);
  else
    EXPECT_LT(apart, 1e-12);
}

TEST_P(Conformance, TellsFiniteScalarsAndMoves) {
  const auto objective = Make();
  const at::Tensor before = Logits(*objective, Input());
  for (int64_t step = 0; step < 4; ++step) {
    const Scalars scalars = Advance(*objective, Batches(step), step);
    EXPECT_FALSE(scalars.empty());
    for (const auto& [name, value] : scalars)
      EXPECT_TRUE(std::isfinite(value)) << name << " at step " << step;
  }
  EXPECT_FALSE(Logits(*objective, Input()).equal(before));
}

// Sentences to be tagged have as many rows as words.
TEST_P(Conformance, TakesDomainsOfDifferentSizes) {
  const auto objective = Make();
  const at::Tensor before = Logits(*objective, Input());
  for (int64_t step = 0; step < 4; ++step) {
    std::vector<DomainBatch> batches = Batches(step);
    for (int64_t e = 0; e < 3; ++e) {
      DomainBatch& batch = batches[e];
      const int64_t rows = batch.y.size(0) - (e + step) % 3;
      batch.x.values = batch.x.values.slice(0, 0, rows);
      batch.y = batch.y.slice(0, 0, rows);
    }
    for (const auto& [name, value] : objective->Step(batches, step))
      EXPECT_TRUE(std::isfinite(value)) << name << " at step " << step;
  }
  const at::Tensor after = Logits(*objective, Input());
  EXPECT_TRUE(after.isfinite().all().item<bool>());
  EXPECT_FALSE(after.equal(before));
}

TEST_P(Conformance, DoesNotDependOnTheOrderOfTheDomains) {
  if (info_.traits.ordered) GTEST_SKIP() << "the objective has an order";
  const auto a = Make(), b = Make();
  for (int64_t step = 0; step < 4; ++step) {
    std::vector<DomainBatch> batches = Batches(step);
    Advance(*a, batches, step);
    // The same domain under another number.
    std::rotate(batches.begin(), batches.begin() + 1, batches.end());
    for (int e = 0; e < 3; ++e) batches[e].domain = e;
    Advance(*b, batches, step);
  }
  // Sums in another order: a gradient's rounding of 1e-15 moves an Adam step by at most
  // 1e-3 · 1e-15/1e-8, and logits by about as much.
  EXPECT_LT((Logits(*a, Input()) - Logits(*b, Input())).abs().max().item<double>(),
            1e-8);
}

TEST_P(Conformance, IsErmWithoutItsPenaltyBitForBit) {
  if (info_.traits.erm_when.empty()) GTEST_SKIP() << "it never is";
  const auto ours =
      testing::TinyObjective(GetParam(), info_.traits.erm_when, 3, images());
  const auto erm = testing::TinyObjective("ERM", {}, 3, images());
  for (int64_t step = 0; step < 4; ++step) {
    Advance(*ours, Batches(step), step);
    Advance(*erm, Batches(step), step);
  }
  EXPECT_TRUE(Logits(*ours, Input()).equal(Logits(*erm, Input())));
}

TEST_P(Conformance, RefusesFewerDomainsThanItNeeds) {
  if (info_.traits.min_domains < 2) GTEST_SKIP() << "one will do";
  const auto made = CreateObjective(
      GetParam(),
      testing::TinySetting(GetParam(), {}, info_.traits.min_domains - 1, images()));
  EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(made.status().message().find("expected at least"), std::string::npos)
      << made.status();
}

TEST_P(Conformance, TrainsOnAsFewDomainsAsItSays) {
  const int64_t domains = std::max<int64_t>(info_.traits.min_domains, 1);
  const auto made = CreateObjective(
      GetParam(), testing::TinySetting(GetParam(), Early(), domains, images()));
  ASSERT_TRUE(made.ok()) << made.status();
  const at::Tensor before = Logits(**made, Input());
  for (int64_t step = 0; step < 4; ++step)
    Advance(**made, Batches(step, domains), step);
  EXPECT_FALSE(Logits(**made, Input()).equal(before));
}

}  // namespace
}  // namespace graft
