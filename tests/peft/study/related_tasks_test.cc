#include "peft/study/related_tasks.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

// Sentences of one word; the tag is told by its token, by another rule in each task.
std::vector<RelatedTask> Tasks() {
  std::vector<RelatedTask> tasks(2);
  for (int t = 0; t < 2; ++t) {
    tasks[t].classes = 2 + t;
    for (int32_t i = 0; i < 8; ++i)
      tasks[t].train.push_back({.tokens = {{2, 5 + i % 2, 3}, {0, 0, 0}},
                                .tags = {t == 0 ? i % 2 : 2 - i % 2},
                                .words = {0},
                                .rows = {1}});
  }
  return tasks;
}

std::unique_ptr<Method> Lora(const Bert& trunk) {
  return CreateMethod("lora", {{"r", "2"}}, trunk.info(), RandomStream(1, "init"))
      .value();
}

absl::Status TrainFor(int64_t steps, double rate, const Bert& trunk,
                      const Method& method) {
  TrainConfig config;
  config.batch = 6;
  config.steps = steps;
  config.rate = rate;
  return TrainOnRelated(trunk, method, Tasks(), RandomStream(1, "init"), config)
      .status();
}

std::vector<at::Tensor> Values(const Method& method) {
  const NoGrad no_grad;
  std::vector<at::Tensor> values;
  for (const auto& [name, tensor] : method.Tensors()) values.push_back(tensor.clone());
  return values;
}

TEST(TrainOnRelated, MovesTheGraftTheSameWayEachTime) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto untouched = Lora(trunk), first = Lora(trunk), second = Lora(trunk);
  ASSERT_TRUE(TrainFor(5, 1e-2, trunk, *first).ok());
  ASSERT_TRUE(TrainFor(5, 1e-2, trunk, *second).ok());
  const auto a = Values(*first), b = Values(*second), start = Values(*untouched);
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].equal(b[i])) << i;
    EXPECT_FALSE(a[i].equal(start[i])) << i;
  }
}

// Token 5 is tag 0 of the one task and 2 of the other, token 6 is 1 of both: one head of all
// would be at a loss of ln 2 on token 5, so of ½ ln 2 = 0.35 on both.
TEST(TrainOnRelated, GivesEveryTaskAHeadOfItsOwn) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto method = Lora(trunk);
  TrainConfig config;
  config.batch = 6;
  config.steps = 200;
  config.evaluate_every = 20;  // the last losses alone
  config.rate = 0.03;
  const auto result =
      TrainOnRelated(trunk, *method, Tasks(), RandomStream(1, "init"), config);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_LT(result->losses.back().second, 0.2);
}

TEST(TrainOnRelated, PassesOnADivergedTraining) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto method = Lora(trunk);
  EXPECT_EQ(TrainFor(20, 1e30, trunk, *method).code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace graft
