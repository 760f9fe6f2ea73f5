#include "dg/core/domain_run.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "common/base/interrupt.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/temp_folder.h"
#include "dg/data/synthetic.h"
#include "dg/networks/network.h"
#include "dg/select/selection.h"

namespace graft {
namespace {

const auto kData = SyntheticDomains({.per_domain = 400, .features = 4});
const Network kMlp = *FindNetwork("mlp");

DomainRunConfig Config(const std::string& objective) {
  return {.objective = objective,
          .targets = {2},
          .hparams = {{"mlp_width", 16}, {"batch_size", 16}, {"mlp_dropout", 0.2}},
          .steps = 60,
          .checkpoint_every = 10,
          .network = "mlp"};
}

DomainRunResult Must(const DomainRunConfig& config,
                     const std::function<void(int64_t)>& on_step = {}) {
  auto result = RunDomains(*kData, kMlp, config, on_step);
  EXPECT_TRUE(result.ok()) << result.status();
  return *std::move(result);
}

void ExpectSameEnd(const DomainRunResult& a, const DomainRunResult& b) {
  const auto of_a = a.objective->State(), of_b = b.objective->State();
  for (size_t i = 0; i < of_a.size(); ++i)
    EXPECT_TRUE(of_a[i].tensor.equal(of_b[i].tensor)) << of_a[i].name;
}

std::string Refusal(const DomainRunConfig& config) {
  return std::string(RunDomains(*kData, kMlp, config).status().message());
}

TEST(DomainRun, ChecksItsSettingsBeforeItTrains) {
  DomainRunConfig config = Config("ERM");
  config.objective = "EMR";
  EXPECT_NE(Refusal(config).find("no objective 'EMR'"), std::string::npos);
  config = Config("ERM");
  config.targets = {5};
  EXPECT_EQ(Refusal(config), "target domain 5: expected 0 … 2");
  config = Config("ERM");
  config.hparams["irm_lambda"] = 1;
  EXPECT_NE(Refusal(config).find("unknown hyper-parameter irm_lambda"),
            std::string::npos);
  config = Config("ERM");
  config.holdout = 1;
  EXPECT_NE(Refusal(config).find("holdout=1"), std::string::npos);
  config = Config("ERM");
  config.hparams["batch_size"] = 0;
  EXPECT_NE(Refusal(config).find("batch_size=0"), std::string::npos);
}

TEST(DomainRun, RecordsWhatTheRulesNeed) {
  const DomainRunResult result = Must(Config("ERM"));
  const auto& checkpoints = result.log.checkpoints;
  ASSERT_EQ(checkpoints.size(), 7u);  // steps 0, 10 … 50, 59
  EXPECT_EQ(checkpoints[1].step, 10);
  EXPECT_EQ(checkpoints.back().step, 59);
  for (const CheckpointRecord& c : checkpoints) {
    EXPECT_TRUE(c.out.contains(0) && c.out.contains(1));
    EXPECT_TRUE(c.figures.contains("loss"));
  }
  EXPECT_TRUE(checkpoints.back().in.contains(2) && checkpoints.back().out.contains(2));
  EXPECT_LE(result.evaluation_seconds, result.seconds);
}

TEST(DomainRun, WatchingLessChangesNoSelection) {
  DomainRunConfig config = Config("ERM");
  const RunLog some = Must(config).log;
  config.watch = Watch::kAll;
  const RunLog all = Must(config).log;
  for (const SelectionRule rule :
       {SelectionRule::kTrainingDomain, SelectionRule::kOracle,
        SelectionRule::kWorstDomain}) {
    const auto a = Select(rule, {&some}, 2, 3), b = Select(rule, {&all}, 2, 3);
    ASSERT_TRUE(a.ok() && b.ok()) << a.status() << b.status();
    EXPECT_EQ(**a, **b) << RuleName(rule);
  }
}

TEST(DomainRun, EvaluatingMoreOftenChangesNoTraining) {
  DomainRunConfig config = Config("ERM");
  const DomainRunResult a = Must(config);
  config.checkpoint_every = 3;
  config.watch = Watch::kAll;
  ExpectSameEnd(a, Must(config));
}

// It averages from the lowest loss on, which is not the last of so short a run.
TEST(DomainRun, TellsAnObjectiveItsHeldOutLossAtItsOwnSteps) {
  DomainRunConfig config = Config("SWAD");
  config.hparams["swad_every_steps"] = 7;
  const DomainRunResult a = Must(config);
  EXPECT_GT(a.log.checkpoints.back().figures.at("averaged"), 1);
  config.checkpoint_every = 3;
  config.watch = Watch::kAll;
  ExpectSameEnd(a, Must(config));
}

TEST(DomainRun, InterruptedAndResumedHasTheSameBits) {
  const DomainRunResult whole = Must(Config("IRM"));
  DomainRunConfig config = Config("IRM");
  config.checkpoint = testing::EmptyFolder() + "/run.safetensors";
  {
    const InterruptGuard guard;
    const auto stopped = RunDomains(*kData, kMlp, config, [](int64_t done) {
      if (done == 25) std::raise(SIGINT);
    });
    EXPECT_EQ(stopped.status().code(), absl::StatusCode::kCancelled);
  }
  ASSERT_TRUE(std::filesystem::exists(config.checkpoint));
  int64_t steps = 0;
  const DomainRunResult resumed = Must(config, [&](int64_t) { ++steps; });
  EXPECT_EQ(steps, 60 - 25);
  ExpectSameEnd(whole, resumed);
  EXPECT_EQ(whole.log.checkpoints, resumed.log.checkpoints);
}

TEST(DomainRun, RefusesTheCheckpointOfAnotherRun) {
  DomainRunConfig config = Config("ERM");
  config.checkpoint = testing::EmptyFolder() + "/run.safetensors";
  config.save_every = 10;
  Must(config);
  config.seed = 1;
  EXPECT_NE(Refusal(config).find("seed 0, expected 1"), std::string::npos)
      << Refusal(config);
}

// At this rate the first update leaves weights that the next loss cannot bear.
TEST(DomainRun, StopsAtALossThatIsNotFinite) {
  DomainRunConfig config = Config("ERM");
  config.hparams["lr"] = 1e30;
  const auto status = RunDomains(*kData, kMlp, config).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message().find("objective ERM: loss is "), 0u) << status;
}

// IRM's penalty begins at step 10 with a weight that ends in NaN; what was saved before is
// good, and a run from there fails at the same step again.
TEST(DomainRun, KeepsTheLastGoodCheckpoint) {
  DomainRunConfig config = Config("IRM");
  config.hparams.insert({{"irm_lambda", 1e300}, {"irm_penalty_anneal_iters", 10}});
  config.checkpoint = testing::EmptyFolder() + "/run.safetensors";
  config.save_every = 1;
  const auto first = RunDomains(*kData, kMlp, config).status();
  EXPECT_EQ(first.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(first.message().find("is kept in " + config.checkpoint), std::string::npos)
      << first;
  int64_t steps = 0;
  const auto again =
      RunDomains(*kData, kMlp, config, [&](int64_t) { ++steps; }).status();
  EXPECT_EQ(again.message(), first.message());
  EXPECT_LE(steps, 1);  // it went on from the step before
}

TEST(DomainRun, RefusesSettingsOutsideTheirRange) {
  for (const auto& [name, value] : std::map<std::string, double>{{"mlp_depth", 1},
                                                                 {"mlp_width", 0},
                                                                 {"batch_size", 1e30},
                                                                 {"mlp_dropout", 1}}) {
    DomainRunConfig config = Config("ERM");
    config.hparams[name] = value;
    EXPECT_EQ(Refusal(config).find(name + "="), 0u) << Refusal(config);
  }
}

// Two of three sources' cues agree; in the target the second is wrong nine times in ten.
TEST(DomainRun, IrmKeepsTheCueThatHoldsWhereErmDoesNot) {
  const auto data = SyntheticDomains({.per_domain = 4000});
  const auto accuracy = [&](const std::string& objective) {
    DomainRunConfig config = Config(objective);
    config.hparams = {{"mlp_width", 16}, {"batch_size", 256}, {"lr", 0.005}};
    if (objective == "IRM")
      config.hparams.insert({{"irm_lambda", 1000}, {"irm_penalty_anneal_iters", 100}});
    config.steps = 800;
    config.checkpoint_every = 800;
    auto result = RunDomains(*data, kMlp, config);
    EXPECT_TRUE(result.ok()) << result.status();
    return result->log.checkpoints.back().in.at(2);
  };
  EXPECT_LT(accuracy("ERM"), 0.35);
  EXPECT_GT(accuracy("IRM"), 0.6);
}

}  // namespace
}  // namespace graft
