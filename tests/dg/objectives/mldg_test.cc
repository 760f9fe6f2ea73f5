#include "dg/objectives/mldg.h"

#include <gtest/gtest.h>

#include <set>

#include "common/tensor/gradients.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::GoldenDraws;
using testing::TinyBatches;
using testing::TinySetting;
using Pairs = std::vector<std::pair<int64_t, int64_t>>;

TEST(Mldg, PairsEveryTrainingDomainWithATestInTurn) {
  EXPECT_EQ(TrainTestPairs({2, 0, 1}, 1), (Pairs{{2, 1}, {0, 1}}));
  EXPECT_EQ(TrainTestPairs({2, 0, 1}, 2), (Pairs{{2, 0}}));
  EXPECT_EQ(TrainTestPairs({4, 3, 2, 1, 0}, 2), (Pairs{{4, 1}, {3, 0}, {2, 1}}));
}

class Ordered final : public Mldg {
 public:
  Ordered(const ObjectiveSetting& setting, std::vector<int64_t> order)
      : Mldg(setting), order_(std::move(order)) {}
  std::vector<int64_t> Order(int64_t, int64_t) const override { return order_; }
  using NetworkObjective::adam;

 private:
  std::vector<int64_t> order_;
};

at::Tensor Risk(const Objective& objective, const DomainBatch& batch) {
  return RowLosses(objective.Logits(batch.x), batch.y).mean();
}

// By hand, with ERM's network: domain 2 trains and domain 0 tests, of three. Adam's first
// moment is a tenth of the gradient (g₂ + β g₀')/3; roundings of a few ε of gradients near 1.
TEST(Mldg, AddsTheGradientAfterATrialStep) {
  Ordered mldg(TinySetting("MLDG", {{"mldg_beta", 3}, {"weight_decay", 0.1}}),
               {2, 0, 1});
  const auto network = testing::TinyObjective("ERM");
  std::vector<at::Tensor> weights;
  for (const NamedTensor& t : network->State())
    if (t.tensor.requires_grad()) weights.push_back(t.tensor);
  const auto batches = TinyBatches(0);
  const double before = Risk(*network, batches[2]).item<double>();
  const std::vector<at::Tensor> own = Gradients(Risk(*network, batches[2]), weights);
  std::vector<at::Tensor> start;
  {
    const NoGrad no_grad;
    for (size_t i = 0; i < weights.size(); ++i) {
      start.push_back(weights[i].detach().clone().flatten());
      const at::Tensor g = own[i] + 0.1 * weights[i];
      weights[i].sub_(1e-3 * g / (g.abs() + 1e-8));
    }
  }
  const double after = Risk(*network, batches[0]).item<double>();
  const std::vector<at::Tensor> test = Gradients(Risk(*network, batches[0]), weights);
  std::vector<at::Tensor> expected;
  for (size_t i = 0; i < weights.size(); ++i)
    expected.push_back(((own[i] + 3 * test[i]) / 3).flatten());

  const double loss = mldg.Step(batches, 0).at("loss");
  EXPECT_NEAR(loss, (before + 3 * after) / 3, 1e-14);
  const at::Tensor given = 10 * mldg.adam().State("adam")[0].tensor;
  // Of the outer Adam, whose decay adds 0.1 θ at the start.
  EXPECT_LT(
      (given - at::cat(expected) - 0.1 * at::cat(start)).abs().max().item<double>(),
      1e-13);
}

TEST(Mldg, DealsTheDomainsAnewInEachStep) {
  class Peek final : public Mldg {
   public:
    using Mldg::Mldg;
    using Mldg::Order;
  };
  const Peek mldg(TinySetting("MLDG"));
  std::set<std::vector<int64_t>> orders;
  for (int64_t step = 0; step < 50; ++step) orders.insert(mldg.Order(3, step));
  EXPECT_EQ(orders.size(), 6u);
}

// DomainBed's default on two domains, which there trains nothing.
TEST(Mldg, LeavesOneOfTwoDomainsToTrainOn) {
  const auto objective = testing::TinyObjective("MLDG", {}, 2);
  EXPECT_GT(objective->Step(TinyBatches(0, 2), 0)["loss"], 0.1);
}

TEST(Mldg, RefusesToTestOnNoneOrOnAll) {
  for (const double tests : {0, 3}) {
    const auto made =
        CreateObjective("MLDG", TinySetting("MLDG", {{"n_meta_test", tests}}));
    EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(made.status().message(),
              StrCat("objective MLDG: n_meta_test=", tests,
                     " of 3 source domains leaves none to ",
                     tests == 0 ? "test" : "train", " on: expected 1 to 2"));
  }
}

class Drawn final : public Mldg {
 public:
  Drawn(const ObjectiveSetting& setting, GoldenDraws draws)
      : Mldg(setting), draws_(std::move(draws)) {}
  std::vector<int64_t> Order(int64_t, int64_t step) const override {
    return draws_.Order(step, 0);
  }

 private:
  GoldenDraws draws_;
};

TEST(Mldg, FollowsDomainBedWithOneTestOrTwo) {
  for (const char* file : {"MLDG", "MLDG_one"})
    testing::ExpectFollowsDomainBed(
        {.file = file, .scalars = {"loss"}, .make = testing::Make<Drawn>});
}

}  // namespace
}  // namespace graft
