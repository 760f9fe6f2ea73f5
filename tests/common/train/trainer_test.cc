#include "common/train/trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <set>

#include "common/base/interrupt.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// One parameter θ and a loss whose gradient is the number that `gradient` gives for a step.
struct Line {
  at::Tensor theta = at::zeros({1}, at::kDouble).requires_grad_();
  std::function<double(int64_t)> gradient = [](int64_t) { return 1.0; };
  int64_t calls = 0;
  std::vector<double> values;                 // θ after each step
  std::vector<std::vector<int64_t>> batches;  // of each step

  TrainTask Task(int64_t examples) {
    return {examples,
            [this](std::span<const int64_t> rows, const Dropout&) {
              batches.emplace_back(rows.begin(), rows.end());
              return (theta * gradient(calls++)).sum();
            },
            {}};
  }
  std::vector<NamedTensor> Parameters() { return {{"theta", theta}}; }
  double Value() const { return theta.item<double>(); }
  std::function<void(int64_t, double)> Recorder() {
    return [this](int64_t, double) { values.push_back(Value()); };
  }
};

TrainConfig Config(int64_t steps) {
  TrainConfig config;
  config.steps = steps;
  config.batch = 4;
  config.warm_up = 0;
  config.schedule = ScheduleKind::kConstant;
  config.adamw.weight_decay = 0;
  return config;
}

std::string ErrorOf(const TrainTask& task, const TrainConfig& config, Line& line) {
  return Train(task, line.Parameters(), config).status().ToString();
}

TEST(Trainer, RejectsWhatItCannotTrain) {
  const auto error = [](int64_t examples, auto change) {
    Line line;
    TrainConfig config = Config(3);
    change(config);
    return ErrorOf(line.Task(examples), config, line);
  };
  EXPECT_THAT(error(0, [](TrainConfig&) {}), HasSubstr("no examples"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.batch = 0; }), HasSubstr("batch=0"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.rate = std::nan(""); }),
              HasSubstr("rate=nan"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.rate = -1; }), HasSubstr("rate=-1"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.warm_up = 1.5; }), HasSubstr("1.5"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.steps = c.epochs = 0; }),
              HasSubstr("neither steps nor epochs"));
  EXPECT_THAT(error(1, [](TrainConfig& c) { c.checkpoint_every = 0; }),
              HasSubstr("checkpoint_every"));
}

TEST(Trainer, CountsTheStepsOfPassesWithTheirLastShortBatch) {
  TrainConfig config;
  config.batch = 4;
  config.epochs = 3;
  EXPECT_EQ(TotalSteps(config, 10), 9);
  EXPECT_EQ(TotalSteps(config, 8), 6);
  EXPECT_EQ(TotalSteps(config, 1), 3);
  config.steps = 5;
  EXPECT_EQ(TotalSteps(config, 10), 5);
}

TEST(Trainer, ShowsEachExampleOncePerPassInANewOrder) {
  Line line;
  TrainConfig config = Config(0);
  config.epochs = 3;
  ASSERT_TRUE(Train(line.Task(10), line.Parameters(), config).ok());
  ASSERT_EQ(line.batches.size(), 9);
  std::set<std::vector<int64_t>> orders;
  for (int pass = 0; pass < 3; ++pass) {
    std::vector<int64_t> order;
    for (int i = 0; i < 3; ++i) {
      const std::vector<int64_t>& batch = line.batches[3 * pass + i];
      EXPECT_EQ(batch.size(), i == 2 ? 2 : 4);
      order.insert(order.end(), batch.begin(), batch.end());
    }
    orders.insert(order);
    std::sort(order.begin(), order.end());
    EXPECT_THAT(order, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  }
  EXPECT_EQ(orders.size(), 3);
}

TEST(Trainer, OrdersByTheSeedAlone) {
  const auto batches = [](uint64_t seed, double rate) {
    Line line;
    TrainConfig config = Config(6);
    config.seed = seed;
    config.rate = rate;
    EXPECT_TRUE(Train(line.Task(10), line.Parameters(), config).ok());
    return line.batches;
  };
  EXPECT_EQ(batches(1, 0.1), batches(1, 0.2));
  EXPECT_NE(batches(1, 0.1), batches(2, 0.1));
}

// Under a constant gradient of 1 Adam's quotient is 1/(1 + ε), so every step is the rate
// itself, to 1e-8 of it and a dozen roundings.
TEST(Trainer, TakesTheRateOfTheScheduleAtEachStep) {
  for (const auto kind :
       {ScheduleKind::kConstant, ScheduleKind::kLinear, ScheduleKind::kCosine}) {
    Line line;
    TrainConfig config = Config(20);
    config.rate = 0.5;
    config.warm_up = 0.25;
    config.schedule = kind;
    ASSERT_TRUE(Train(line.Task(10), line.Parameters(), config, line.Recorder()).ok());
    const Schedule schedule{kind, 5, 20};
    double before = 0;
    for (int64_t step = 0; step < 20; ++step) {
      EXPECT_NEAR(before - line.values[step], 0.5 * schedule.At(step), 2e-8)
          << ScheduleName(kind) << " step " << step;
      before = line.values[step];
    }
  }
}

// Clipped to 1, gradients of 1 and 1000 are the same to Adam (to the 1e-6 in the factor).
TEST(Trainer, ClipsTheNormOfTheGradient) {
  Line line;
  line.gradient = [](int64_t step) { return step % 2 ? 1000.0 : 1.0; };
  TrainConfig config = Config(10);
  config.rate = 0.5;
  ASSERT_TRUE(Train(line.Task(1), line.Parameters(), config, line.Recorder()).ok());
  EXPECT_NEAR(line.Value(), -5, 1e-5);
  Line unclipped;
  unclipped.gradient = line.gradient;
  config.clip = 0;
  ASSERT_TRUE(Train(unclipped.Task(1), unclipped.Parameters(), config).ok());
  EXPECT_GT(std::abs(unclipped.Value() + 5), 0.1);
}

TEST(Trainer, EndsWithTheTensorsOfTheBestScore) {
  const std::vector<double> scores = {0.1, 0.9, NAN, 0.9, 0.3};
  for (const bool keep_best : {true, false}) {
    Line line;
    TrainTask task = line.Task(10);
    size_t evaluation = 0;
    task.score = [&] { return scores[evaluation++]; };
    TrainConfig config = Config(10);
    config.evaluate_every = 2;
    config.keep_best = keep_best;
    const auto result = Train(task, line.Parameters(), config, line.Recorder());
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->steps, 10);
    EXPECT_EQ(result->best_score, 0.9);
    EXPECT_EQ(result->best_step, keep_best ? 4 : 10);  // the first of equals
    EXPECT_EQ(line.Value(), line.values[keep_best ? 3 : 9]);
    EXPECT_EQ(result->scores.size(), 5);
    EXPECT_EQ(result->scores[1], std::pair(4.0, 0.9));
  }
}

TEST(Trainer, WithoutAScoreKeepsTheLastTensors) {
  Line line;
  const auto result =
      Train(line.Task(10), line.Parameters(), Config(7), line.Recorder());
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->best_step, 7);
  EXPECT_EQ(line.Value(), line.values.back());
  // Passes end after 3 and 6 of the 7 steps; the last step always counts. The losses are
  // the mean of θ before each step, whose steps are the rate 1e-3 (to 1e-8 of it).
  ASSERT_EQ(result->losses.size(), 3);
  EXPECT_EQ(result->losses[0].first, 3);
  EXPECT_NEAR(result->losses[0].second, -1e-3, 1e-10);
  EXPECT_NEAR(result->losses[1].second, -4e-3, 1e-10);
  EXPECT_NEAR(result->losses[2].second, -6e-3, 1e-10);
}

TEST(Trainer, StopsWhenPatienceEnds) {
  Line line;
  TrainTask task = line.Task(10);
  task.score = [&] { return std::min<double>(line.calls, 6); };  // no better after 6
  TrainConfig config = Config(100);
  config.evaluate_every = 2;
  config.patience = 3;
  const auto result = Train(task, line.Parameters(), config);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->steps, 6 + 3 * 2);
  EXPECT_EQ(result->best_step, 6);
  EXPECT_FALSE(result->interrupted);
}

TEST(Trainer, PatienceGoesOnAfterAnInterruption) {
  TrainConfig config = Config(100);
  config.evaluate_every = 2;
  config.patience = 3;
  config.checkpoint = ::testing::TempDir() + "/patience";
  for (const int64_t stop : {5, 100}) {
    const InterruptGuard guard;
    Line line;
    TrainTask task = line.Task(10);
    task.score = [] { return 0.5; };
    const auto result =
        Train(task, line.Parameters(), config, [&](int64_t done, double) {
          if (done == stop) std::raise(SIGINT);
        });
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->interrupted, stop == 5);
    EXPECT_EQ(result->steps, std::min<int64_t>(stop, 2 + 3 * 2));
  }
}

TEST(Trainer, ALossThatIsNotFiniteIsAnErrorThatNamesTheRate) {
  for (const double bad : {double{NAN}, double{INFINITY}}) {
    Line line;
    line.theta = at::ones({1}, at::kDouble).requires_grad_();
    line.gradient = [&](int64_t step) { return step == 4 ? bad : 1.0; };
    TrainConfig config = Config(10);
    config.rate = 0.125;
    const std::string error = ErrorOf(line.Task(10), config, line);
    EXPECT_THAT(error, HasSubstr("FAILED_PRECONDITION: the loss is "));
    EXPECT_THAT(error, HasSubstr("at step 5: the learning rate 0.125 is too high"));
    EXPECT_TRUE(std::isfinite(line.Value()));
  }
}

// √(θ - θ) and √(θ - θ)² are 0, with gradients ∞ and ∞·0 at that point.
TEST(Trainer, AGradientThatIsNotFiniteIsAnErrorBeforeATensorMoves) {
  for (const double power : {1, 2}) {
    for (const double clip : {0, 1}) {
      Line line;
      TrainTask task = line.Task(10);
      task.loss = [&](std::span<const int64_t>, const Dropout&) {
        const at::Tensor zero = (line.theta - line.theta.detach()).pow(power).sqrt();
        return (++line.calls == 5 ? zero + line.theta : line.theta).sum();
      };
      TrainConfig config = Config(10);
      config.clip = clip;
      config.rate = 0.125;
      const auto trained = Train(task, line.Parameters(), config, line.Recorder());
      EXPECT_THAT(trained.status().ToString(),
                  AllOf(HasSubstr("FAILED_PRECONDITION: the gradient's norm is "),
                        HasSubstr(StrCat(power == 1 ? "inf" : "nan",
                                         " at step 5: the learning rate 0.125"))));
      EXPECT_EQ(line.values.size(), 4);
      EXPECT_EQ(line.Value(), line.values.back());
    }
  }
}

// Two parameters with gradients 3 and 4: together both are scaled by 1/5, apart by 1/3 and 1/4.
TEST(Trainer, GroupsHaveRatesOfTheirOwnAndAreClippedApart) {
  for (const bool apart : {true, false}) {
    Line line;
    const at::Tensor gate = at::zeros({1}, at::kDouble).requires_grad_();
    TrainTask task = line.Task(10);
    task.loss = [&](std::span<const int64_t>, const Dropout&) {
      return (3 * line.theta + 4 * gate).sum();
    };
    TrainConfig config = Config(1);
    config.rate = 0.125;
    config.adamw.epsilon = 1;  // a step is rate · g/(|g| + 1): it shows g
    config.groups = {{[](std::string_view name) { return name == "gate"; }, 0.5}};
    config.clip_apart = apart;
    const auto trained = Train(task, {{"theta", line.theta}, {"gate", gate}}, config);
    ASSERT_TRUE(trained.ok()) << trained.status();
    const double of_theta = apart ? 1 : 0.6, of_gate = apart ? 1 : 0.8;
    EXPECT_NEAR(line.Value(), -0.125 * of_theta / (of_theta + 1), 1e-6);
    EXPECT_NEAR(gate.item<double>(), -0.5 * of_gate / (of_gate + 1), 1e-6);
  }
}

// Over four steps of equal gradients w's rate falls and the group's does not.
TEST(Trainer, AGroupsScheduleIsItsOwn) {
  for (const ScheduleKind kind : {ScheduleKind::kConstant, ScheduleKind::kLinear}) {
    Line line;
    const at::Tensor gate = at::zeros({1}, at::kDouble).requires_grad_();
    TrainTask task = line.Task(10);
    task.loss = [&](std::span<const int64_t>, const Dropout&) {
      return (line.theta + gate).sum();
    };
    TrainConfig config = Config(4);
    config.rate = 0.125;
    config.schedule = ScheduleKind::kLinear;
    config.groups = {
        {[](std::string_view name) { return name == "gate"; }, 0.125, kind}};
    ASSERT_TRUE(Train(task, {{"theta", line.theta}, {"gate", gate}}, config).ok());
    EXPECT_NEAR(line.Value(), -0.125 * (1 + 0.75 + 0.5 + 0.25), 1e-6);
    EXPECT_NEAR(gate.item<double>(),
                kind == ScheduleKind::kLinear ? line.Value() : -0.5, 1e-6);
  }
}

}  // namespace
}  // namespace graft
