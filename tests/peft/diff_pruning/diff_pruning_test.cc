#include "peft/diff_pruning/diff_pruning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/optim/adamw.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::HasSubstr;
using GateMode = DiffPruning::GateMode;

class DiffPruningTest : public ::testing::Test {
 protected:
  std::unique_ptr<DiffPruning> Make(const DiffPruningConfig& config = {}) const {
    return *DiffPruning::Create(config, trunk_.info(), RandomStream(1, "init"));
  }
  at::Tensor Hidden(const Graft& graft, const Dropout& dropout = {}) const {
    return testing::Hidden(trunk_, graft, dropout);
  }
  // A fixed function of the hidden states.
  at::Tensor Loss(const Graft& graft, const Dropout& dropout) const {
    const at::Tensor hidden = Hidden(graft, dropout);
    return (hidden.square() * testing::RandomTensor(hidden.sizes().vec(), 4)).mean();
  }
  const Bert trunk_ = testing::TinyBert();
  const Dropout dropout_{RandomStream(3, "dropout")};
};

// Sets every gate, or those of the tensors whose names begin with `prefix`.
void SetGates(const DiffPruning& method, double alpha,
              std::string_view prefix = "alpha") {
  const NoGrad no_grad;
  for (const auto& [name, tensor] : method.Tensors())
    if (name.starts_with(prefix)) tensor.fill_(alpha);
}

std::vector<NamedTensor> DiffsOnly(const DiffPruning& method) {
  std::vector<NamedTensor> diffs;
  for (const NamedTensor& t : method.Tensors())
    if (!DiffPruning::IsGate(t.name)) diffs.push_back(t);
  return diffs;
}

TEST_F(DiffPruningTest, RejectsGatesThatCannotShutOrOpen) {
  const std::vector<std::pair<OptionValues, std::string>> wrong = {
      {{{"lower", "0"}}, "lower=0, upper=1.5: expected a number below 0"},
      {{{"upper", "1"}}, "upper=1: expected a number below 0 and one above 1"},
      {{{"l0", "-1"}}, "l0=-1: expected 0 or more"},
      {{{"l0_form", "code"}}, "l0_form=code: expected product or sum"},
      {{{"gate", "noise"}}, "gate=noise: expected mean or sample"},
      {{{"alpha", "inf"}}, "alpha"}};
  for (const auto& [options, message] : wrong)
    EXPECT_THAT(
        CreateMethod("diff_pruning", options, trunk_.info(), RandomStream(1, ""))
            .status()
            .ToString(),
        HasSubstr(message));
}

TEST_F(DiffPruningTest, StartsAsTheTrunkToTheBitWithOrWithoutNoise) {
  EXPECT_TRUE(Hidden(*Make()).equal(Hidden(Graft())));
  EXPECT_TRUE(Hidden(*Make(), dropout_).equal(Hidden(Graft(), dropout_)));
}

TEST_F(DiffPruningTest, CountsTwoParametersForOneAndAGateForEachTensor) {
  const int64_t all = trunk_.info().ParameterCount(),
                tensors = static_cast<int64_t>(trunk_.info().weights.size());
  EXPECT_EQ(ParameterCount(*Make()), 2 * all + tensors);
  EXPECT_EQ(ParameterCount(*Make({.structured = false})), 2 * all);
  EXPECT_EQ(ParameterCount(*Make({.gates = false})), all);
  const int64_t words =
      trunk_.info().weights.at("embeddings.word_embeddings.weight").numel();
  EXPECT_EQ(ParameterCount(*Make({.gates = false, .embeddings = false})), all - words);
}

// With open gates and w = 0, w's gradient is full fine-tuning's to the bit.
TEST_F(DiffPruningTest, TheFirstGradientIsThatOfFullFineTuningToTheBit) {
  const auto diff = Make({.l0 = 0, .alpha = 30}), plain = Make({.gates = false});
  const auto full = testing::MakeMethod("full", {}, trunk_);
  Loss(*diff, dropout_).backward();
  Loss(*plain, dropout_).backward();
  Loss(*full, dropout_).backward();
  for (const DiffPruning* method : {diff.get(), plain.get()})
    for (const NamedTensor& w : DiffsOnly(*method))
      for (const auto& [name, theta] : full->Tensors()) {
        if (w.name != "w." + name || !theta.grad().defined()) continue;
        EXPECT_TRUE(w.tensor.grad().equal(theta.grad())) << name;
      }
}

// θ0 + w rounds where full fine-tuning's θ does not, by ε/2 of θ ≤ 2 each step: gradients
// differ by some 1e-15, which Adam divides by √v + 1e-8: 1e-7 of a step at the very most.
TEST_F(DiffPruningTest, WithOpenGatesIsFullFineTuningStepByStep) {
  constexpr double kRate = 1e-2;
  const auto diff = Make({.l0 = 0, .alpha = 30});
  const auto full = testing::MakeMethod("full", {}, trunk_);
  AdamW of_diff(DiffsOnly(*diff), {.weight_decay = 0, .decays = {}}),
      of_full(full->Tensors(), {.weight_decay = 0, .decays = {}});
  for (int step = 0; step < 8; ++step) {
    const Dropout dropout(RandomStream(7, "dropout").Fork(step));
    of_diff.ZeroGradient();
    of_full.ZeroGradient();
    Loss(*diff, dropout).backward();
    Loss(*full, dropout).backward();
    of_diff.Step(kRate);
    of_full.Step(kRate);
    const Weights a = MergedWeights(*diff, trunk_.info().weights),
                  b = MergedWeights(*full, trunk_.info().weights);
    for (const auto& [name, theta] : b)
      EXPECT_LT((a.at(name) - theta).abs().max().item<double>(),
                (step + 1) * kRate * 1e-7)
          << name << " after step " << step;
  }
  EXPECT_GT(testing::RelativeDistance(Hidden(*diff), Hidden(Graft())), 1e-3);
}

// At this scale no gate that is moved lies within the step of where it shuts or opens.
TEST_F(DiffPruningTest, DifferentiatesThroughTrunkNoiseAndGates) {
  for (const Dropout& dropout : {Dropout(), dropout_}) {
    const auto agreement =
        testing::CheckMethodGradient(trunk_, *Make({.l0 = 0}), dropout, 0.4);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

TEST_F(DiffPruningTest, WithShutGatesIsTheTrunkToTheBit) {
  for (const char* gates : {"alpha.", "alpha_group."}) {
    const auto method = Make();
    testing::Randomise(method->Tensors(), 1);
    EXPECT_FALSE(Hidden(*method).equal(Hidden(Graft())));
    SetGates(*method, -30, gates);
    EXPECT_TRUE(Hidden(*method).equal(Hidden(Graft()))) << gates;
    EXPECT_TRUE(Hidden(*method, dropout_).equal(Hidden(Graft(), dropout_))) << gates;
  }
}

// Subtlety 9 of the released code: evaluation on a sampled z. One draw, always the same, and
// not the mean's.
TEST_F(DiffPruningTest, EvaluatesOnTheMeanOrOnOneSample) {
  const auto mean = Make(), sample = Make({.gate = "sample"});
  for (const DiffPruning* method : {mean.get(), sample.get()})
    testing::Randomise(method->Tensors(), 1);
  EXPECT_FALSE(Hidden(*mean).equal(Hidden(*sample)));
  EXPECT_TRUE(Hidden(*sample).equal(Hidden(*sample)));
  EXPECT_FALSE(Hidden(*sample).equal(Hidden(*sample, dropout_)));
  const Weights merged = MergedWeights(*sample, trunk_.info().weights);
  for (const auto& [name, diff] : sample->Diffs(GateMode::kSample))
    EXPECT_LT(testing::RelativeDistance(trunk_.info().weights.at(name) + diff,
                                        merged.at(name)),
              2 * 0x1p-52)
        << name;
}

TEST_F(DiffPruningTest, DiffsAreGatedAsAsked) {
  const auto method = Make();
  testing::Randomise(method->Tensors(), 1);
  const auto open = method->Diffs(GateMode::kOpen),
             mean = method->Diffs(GateMode::kMean),
             sample = method->Diffs(GateMode::kSample);
  bool shut = false;
  for (size_t i = 0; i < open.size(); ++i) {
    EXPECT_TRUE((mean[i].tensor.abs() <= open[i].tensor.abs()).all().item<bool>());
    shut |= ((sample[i].tensor == 0) & (mean[i].tensor != 0)).any().item<bool>();
  }
  EXPECT_TRUE(shut) << "a sample shuts gates whose mean is open";
}

// σ(5) of each element and once more of the group: product in the paper's form.
TEST_F(DiffPruningTest, ExpectsAsManyOpenGatesAsItsFormSays) {
  const double all = static_cast<double>(trunk_.info().ParameterCount()),
               p = 1 / (1 + std::exp(-5)),
               groups = static_cast<double>(trunk_.info().weights.size());
  EXPECT_NEAR(Make()->ExpectedL0(), all * p * p, 1e-9 * all);
  EXPECT_NEAR(Make({.l0_form = "sum"})->ExpectedL0(), (all + groups) * p, 1e-9 * all);
  EXPECT_NEAR(Make({.structured = false})->ExpectedL0(), all * p, 1e-9 * all);
  EXPECT_EQ(Make({.gates = false})->ExpectedL0(), all);
}

// The penalty alone shuts gates: no loss asks for w.
TEST_F(DiffPruningTest, ThePenaltyShutsGates) {
  const auto method = Make({.l0 = 1e-3});
  const double before = method->ExpectedL0();
  AdamW optimizer(method->Tensors(), {.weight_decay = 0, .decays = {}});
  for (int step = 0; step < 100; ++step) {
    optimizer.ZeroGradient();
    Loss(*method, Dropout(RandomStream(1, "dropout").Fork(step))).mul(0).backward();
    optimizer.Step(0.1);
  }
  EXPECT_LT(method->ExpectedL0(), 0.2 * before);
}

TEST_F(DiffPruningTest, LearnsATinyTask) {
  EXPECT_LT(testing::LossAfter(trunk_, *Make(), 30, 0.02), 0.05);
}

}  // namespace
}  // namespace graft
