#include "peft/diff_pruning/phases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>

#include "common/base/interrupt.h"
#include "common/models/weights.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/temp_folder.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "common/train/checkpoint.h"
#include "common/train/classification.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using GateMode = DiffPruning::GateMode;

constexpr int64_t kSteps = 4;  // of either phase

const Bert& Trunk() {
  static const Bert& trunk = *new Bert(testing::TinyBert(at::kFloat));
  return trunk;
}

// Texts of 1 to 6 tokens; the label is whether the first is above 10.
const std::vector<EncodedText>& Texts() {
  static const auto& texts = *new auto([] {
    std::vector<EncodedText> made(14);
    const RandomStream stream(1, "texts");
    for (size_t i = 0; i < made.size(); ++i) {
      const RandomStream text = stream.Fork(i);
      for (uint64_t t = 0; t <= text.Bits(0) % 6; ++t)
        made[i].tokens.ids.push_back(static_cast<int32_t>(3 + text.Bits(1 + t) % 17));
      made[i].tokens.types.resize(made[i].tokens.ids.size());
      made[i].label = made[i].tokens.ids[0] > 10;
    }
    return made;
  }());
  return texts;
}

PhasesConfig Config() {
  PhasesConfig config;
  config.gates.rate = 0.01;
  config.gates.batch = 4;
  config.gates.steps = kSteps;
  config.gates.keep_best = false;
  config.fixed = config.gates;
  config.sparsity = 0.05;
  config.gates.adamw.weight_decay = config.fixed.adamw.weight_decay = 0;
  return config;
}

int64_t CountOf(double sparsity) {
  return std::llround(sparsity * static_cast<double>(Trunk().info().ParameterCount()));
}

// One training from its start, with new tensors.
struct Trainee {
  explicit Trainee(const DiffPruningConfig& diff = {})
      : method(*DiffPruning::Create(diff, Trunk().info(), RandomStream(3, "init"))),
        head(2, Trunk().info().hidden, Pooling::kMean, 0.1, at::kFloat,
             RandomStream(3, "init")) {
    SetThreads(1);
  }

  // SIGINT before the loss number `stop`, counted over both phases; 0: never.
  absl::StatusOr<PhasesResult> Train(const PhasesConfig& config, int64_t stop = 0) {
    const TaskOf task = [&](const Graft& graft) {
      TrainTask made = ClassificationTask({Trunk(), graft, head}, Texts(), {});
      made.examples = examples;
      made.loss = [this, stop, loss = made.loss](auto rows, const Dropout& dropout) {
        if (++losses == stop) raise(SIGINT);
        return loss(rows, dropout);
      };
      return made;
    };
    return TrainPhases(Trunk().info(), *method, head.Tensors(), task, config);
  }

  std::unique_ptr<DiffPruning> method;
  Head head;
  int64_t losses = 0;
  int64_t examples = static_cast<int64_t>(Texts().size());
};

// All bits of a result: indices, values, head.
std::vector<at::Tensor> Bits(const Trainee& run, const PhasesResult& result) {
  std::vector<at::Tensor> all;
  for (const DiffGraft::Entry& entry : result.graft->Entries()) {
    all.push_back(entry.indices);
    all.push_back(entry.values.detach());
  }
  for (const NamedTensor& t : run.head.Tensors()) all.push_back(t.tensor.detach());
  return all;
}

bool Same(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (!a[i].equal(b[i])) return false;
  return true;
}

std::vector<at::Tensor> Result(const PhasesConfig& config,
                               const DiffPruningConfig& diff = {}) {
  Trainee run(diff);
  const auto result = run.Train(config);
  EXPECT_TRUE(result.ok()) << result.status();
  return Bits(run, *result);
}

TEST(Phases, RejectsSharesOfNothing) {
  for (const double sparsity : {0.0, -0.1, 1.1, 1e-9}) {
    PhasesConfig config = Config();
    config.sparsity = sparsity;
    EXPECT_THAT(Trainee().Train(config).status().ToString(),
                HasSubstr("expected a share in (0, 1] of at least one of"));
  }
}

TEST(Phases, RejectsMoreThanHasADiff) {
  DiffPruningConfig diff;
  diff.embeddings = false;
  PhasesConfig config = Config();
  config.sparsity = 1;
  EXPECT_THAT(Trainee(diff).Train(config).status().ToString(),
              HasSubstr("elements, but only"));
}

TEST(Phases, KeepExactlyTheShareThatIsAskedFor) {
  for (const double sparsity : {0.001, 0.05, 0.3, 1.0}) {
    PhasesConfig config = Config();
    config.sparsity = sparsity;
    config.head_takes_part = false;
    const auto result = Trainee().Train(config);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(ParameterCount(*result->graft), CountOf(sparsity));
    EXPECT_GT(result->open_gates, 0);
  }
}

// Stopped before any step of either phase, one that is stopped goes on to the same bits.
TEST(Phases, AStoppedRunGoesOnToTheSameBits) {
  const std::vector<at::Tensor> whole = Result(Config());
  for (int64_t stop = 1; stop <= 2 * kSteps; ++stop) {
    PhasesConfig config = Config();
    config.checkpoint = testing::EmptyFolder() + "/run";
    {
      const InterruptGuard guard;
      const auto stopped = Trainee().Train(config, stop);
      ASSERT_TRUE(stopped.ok()) << stopped.status();
      EXPECT_EQ(stopped->interrupted, stop != 2 * kSteps) << stop;
    }
    Trainee again;
    const auto result = again.Train(config);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_FALSE(result->interrupted);
    EXPECT_TRUE(Same(Bits(again, *result), whole)) << "stopped at " << stop;
    EXPECT_FALSE(std::filesystem::exists(config.checkpoint + ".gates"));
  }
}

// A run that is between the phases: .cut is there, .gates and .fixed are not.
class PhasesAfterTheCut : public ::testing::Test {
 protected:
  PhasesAfterTheCut() {
    config_.checkpoint = testing::EmptyFolder() + "/run";
    const InterruptGuard guard;
    const auto stopped = Trainee().Train(config_, kSteps);  // phase 1's last loss
    EXPECT_TRUE(stopped.ok()) << stopped.status();
    std::filesystem::remove(config_.checkpoint + ".fixed");
  }

  std::string Path() const { return config_.checkpoint + ".cut"; }
  std::string ErrorOf(const PhasesConfig& config,
                      const DiffPruningConfig& diff = {}) const {
    Trainee trainee(diff);
    return trainee.Train(config).status().ToString();
  }
  auto Refused(const std::string& difference) const {
    return HasSubstr(Path() + ": checkpoint of another run: " + difference +
                     "; delete the file to start anew");
  }

  PhasesConfig config_ = Config();
};

TEST_F(PhasesAfterTheCut, AnotherSettingIsRefusedByItsName) {
  using Change = void (*)(PhasesConfig&);
  const std::pair<Change, const char*> changes[] = {
      {[](auto& c) { c.gates.fingerprint = "other"; }, "other"},
      {[](auto& c) { c.gates.seed = 1; }, "seed 0, expected 1"},
      {[](auto& c) { c.gates.rate *= 2; }, "rate 0.01, expected 0.02"},
      {[](auto& c) { c.gates.batch = 5; }, "batch 4, expected 5"},
      {[](auto& c) { c.gates.steps = 5; }, "steps 4, expected 5"},
      {[](auto& c) { c.gates.steps = 0; }, "steps 4, expected 12"},
      {[](auto& c) { c.gates.schedule = ScheduleKind::kCosine; },
       "schedule linear, expected cosine"},
      {[](auto& c) { c.gates.warm_up = 0.5; }, "warm_up 0, expected 2"},
      {[](auto& c) { c.gates.clip = 2; }, "clip 1.0, expected 2.0"},
      {[](auto& c) { c.gates.adamw.weight_decay = 0.25; },
       "weight_decay 0.0, expected 0.25"},
      {[](auto& c) { c.gates.adamw.beta1 = 0.5; }, "beta1 0.9, expected 0.5"},
      {[](auto& c) { c.gates.adamw.beta2 = 0.5; }, "beta2 0.999, expected 0.5"},
      {[](auto& c) { c.gates.adamw.epsilon = 0.5; }, "epsilon 1e-08, expected 0.5"},
      {[](auto& c) { c.gates.evaluate_every = 2; }, "evaluate_every 0, expected 2"},
      {[](auto& c) { c.gates.patience = 3; }, "patience 0, expected 3"},
      {[](auto& c) { c.gates.keep_best = true; }, "keep_best 0, expected 1"},
      {[](auto& c) { c.clip_apart = false; }, "clip_apart 1, expected 0"},
      {[](auto& c) { c.alpha_rate = 0.5; }, "group_rate 0.1, expected 0.5"},
      {[](auto& c) { c.alpha_decays = true; },
       "group_schedule constant, expected linear"},
      {[](auto& c) { c.sparsity = 0.25; }, "sparsity 0.05, expected 0.25"},
      {[](auto& c) { c.cut_sample = false; }, "cut_sample 1, expected 0"},
      {[](auto& c) { c.head_takes_part = false; }, "head_takes_part 1, expected 0"},
      {[](auto& c) { c.restart_at_open = false; }, "restart_at_open 1, expected 0"}};
  for (const auto& [change, difference] : changes) {
    PhasesConfig other = config_;
    change(other);
    EXPECT_THAT(ErrorOf(other), AllOf(HasSubstr(Path()), HasSubstr(difference),
                                      HasSubstr("delete the file to start anew")));
  }
  EXPECT_THAT(ErrorOf(config_, {.l0 = 0.5}), Refused("l0 1.25e-07, expected 0.5"));
  EXPECT_THAT(ErrorOf(config_, {.gate = "sample"}),
              Refused("gate mean, expected sample"));
}

TEST_F(PhasesAfterTheCut, OtherThreadsAreRefused) {
  Trainee trainee;
  SetThreads(2);
  EXPECT_THAT(trainee.Train(config_).status().ToString(),
              Refused("threads 1, expected 2"));
  SetThreads(1);
}

TEST_F(PhasesAfterTheCut, OtherExamplesAreRefused) {
  Trainee trainee;
  trainee.examples = 13;
  EXPECT_THAT(trainee.Train(config_).status().ToString(),
              Refused("examples 14, expected 13"));
}

// As it was written when its fingerprint said less.
TEST_F(PhasesAfterTheCut, AFileOfTheFormerFormatIsRefused) {
  const Weights saved = LoadWeights(Path()).value();
  std::vector<NamedTensor> tensors(saved.size());
  std::transform(saved.begin(), saved.end(), tensors.begin(), [](const auto& t) {
    return NamedTensor{t.first, t.second};
  });
  const std::string former =
      " seed 0 rate 0.01 batch 4 steps 4 epochs 3 clip 1.0 alpha_rate 0.1 alpha_decays "
      "0 clip_apart 1 sparsity 0.05 cut_sample 1 head_takes_part 1 restart_at_open 1";
  ASSERT_TRUE(SaveCheckpoint(Path(), former, tensors, {{"open_gates", 0.5}}).ok());
  EXPECT_THAT(ErrorOf(config_), Refused("seed, expected cut_format"));
}

// Phases 1 and 2 do not depend on it, and so no bit of the result on the interruption.
TEST_F(PhasesAfterTheCut, PhaseThreeMayStillBeChosen) {
  config_.fixed.rate *= 2;
  Trainee again;
  const auto result = again.Train(config_);
  ASSERT_TRUE(result.ok()) << result.status();
  PhasesConfig whole = config_;
  whole.checkpoint.clear();
  EXPECT_TRUE(Same(Bits(again, *result), Result(whole)));
}

TEST_F(PhasesAfterTheCut, OncePhaseThreeHasBegunItIsRefused) {
  {
    const InterruptGuard guard;
    ASSERT_TRUE(Trainee().Train(config_, 2).ok());
  }
  config_.fixed.warm_up = 0.5;
  EXPECT_THAT(ErrorOf(config_),
              HasSubstr(config_.checkpoint +
                        ".fixed: checkpoint of another run: warm_up 0, expected 2"));
}

TEST(Phases, RejectWhatNeitherPhaseCanTrainWith) {
  PhasesConfig config = Config();
  config.checkpoint = testing::EmptyFolder() + "/run";
  config.gates.batch = 0;
  EXPECT_THAT(Trainee().Train(config).status().ToString(), HasSubstr("batch=0"));
  config = Config();
  config.fixed.warm_up = 2;
  Trainee trainee;
  EXPECT_THAT(trainee.Train(config).status().ToString(), HasSubstr("warm_up=2"));
  EXPECT_EQ(trainee.losses, 0);
}

// Subtlety 2: α at a constant rate, or with w's schedule. Subtlety 3: clipped apart or together.
// Seen in what the gates come to, which is what the next phases work on.
TEST(Phases, RatesAndClippingOfTheGatesAreSwitches) {
  const auto gates = [](const std::function<void(PhasesConfig&)>& change) {
    PhasesConfig config = Config();
    config.gates.clip = 0.01;
    change(config);
    Trainee run({.l0 = 1e-3});
    EXPECT_TRUE(run.Train(config).ok());
    std::vector<at::Tensor> tensors;
    for (const NamedTensor& t : run.method->Tensors())
      if (DiffPruning::IsGate(t.name)) tensors.push_back(t.tensor.detach());
    return tensors;
  };
  const auto plain = gates([](PhasesConfig&) {});
  EXPECT_TRUE(Same(plain, gates([](PhasesConfig&) {})));
  EXPECT_FALSE(Same(plain, gates([](PhasesConfig& c) { c.alpha_decays = true; })));
  EXPECT_FALSE(Same(plain, gates([](PhasesConfig& c) { c.clip_apart = false; })));
  EXPECT_FALSE(Same(plain, gates([](PhasesConfig& c) { c.alpha_rate = 0.2; })));
}

class CutTest : public ::testing::Test {
 protected:
  CutTest() {
    const NoGrad no_grad;
    testing::Randomise(run_.method->Tensors(), 5);
    for (const auto& [name, tensor] : run_.method->Tensors())
      if (DiffPruning::IsGate(name)) tensor.add_(1);
  }
  std::vector<DiffGraft::Entry> CutTo(int64_t keep, const PhasesConfig& config,
                                      const std::vector<NamedTensor>& head = {}) {
    return Cut(*run_.method, config, keep, head);
  }
  Trainee run_;
};

// Subtlety 4: one sample of z, in which gates are shut that are open on average.
TEST_F(CutTest, OfOneSampleOrOfTheMean) {
  PhasesConfig mean = Config();
  mean.cut_sample = false;
  const auto a = CutTo(200, Config()), b = CutTo(200, mean);
  bool same = a.size() == b.size();
  for (size_t i = 0; same && i < a.size(); ++i) same = a[i].indices.equal(b[i].indices);
  EXPECT_FALSE(same);
}

// Subtlety 5: what the head's change takes of the share is missing from the diff.
TEST_F(CutTest, TheHeadMayTakePart) {
  const std::vector<NamedTensor> head = {{"large", at::full({10}, 100.0f)},
                                         {"small", at::zeros({10})}};
  const auto count = [](const std::vector<DiffGraft::Entry>& entries) {
    int64_t sum = 0;
    for (const DiffGraft::Entry& entry : entries) sum += entry.indices.numel();
    return sum;
  };
  EXPECT_EQ(count(CutTo(200, Config())), 200);
  EXPECT_EQ(count(CutTo(200, Config(), head)), 190);
}

// Subtlety 6: the values jump from z w back to w, or do not.
TEST_F(CutTest, StartsAgainFromTheOpenDiffOrTheGatedOne) {
  PhasesConfig gated = Config();
  gated.restart_at_open = false;
  const auto a = CutTo(200, Config()), b = CutTo(200, gated);
  std::map<std::string, at::Tensor> open, sample;
  for (const NamedTensor& t : run_.method->Diffs(GateMode::kOpen))
    open[t.name] = t.tensor.view({-1});
  for (const NamedTensor& t : run_.method->Diffs(GateMode::kSample))
    sample[t.name] = t.tensor.view({-1});
  bool jumps = false;
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].values.equal(open[a[i].name].index_select(0, a[i].indices)));
    EXPECT_TRUE(b[i].values.equal(sample[b[i].name].index_select(0, b[i].indices)));
    jumps |= !a[i].values.equal(b[i].values);
  }
  EXPECT_TRUE(jumps);
}

TEST(Phases, LearnATinyTask) {
  PhasesConfig config = Config();
  config.gates.steps = config.fixed.steps = 60;
  config.sparsity = 0.2;
  Trainee run;
  const auto result = run.Train(config);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_GE(Evaluate({Trunk(), *result->graft, run.head}, Texts()).Accuracy(), 0.9);
}

}  // namespace
}  // namespace graft
