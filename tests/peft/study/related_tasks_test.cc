#include "peft/study/related_tasks.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
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
  return TrainOnRelated(trunk, method, Tasks(), RandomStream(1, "init"), config);
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

// The one task's rule is the other's reversed, so one head could not follow both.
TEST(TrainOnRelated, GivesEveryTaskAHeadOfItsOwn) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto method = Lora(trunk);
  TrainConfig config;
  config.batch = 6;
  config.steps = 60;
  config.rate = 0.1;
  ASSERT_TRUE(
      TrainOnRelated(trunk, *method, Tasks(), RandomStream(1, "init"), config).ok());
  // What it has learned serves a fresh head: the two tokens' states lie far apart.
  const std::vector<EncodedSentence> sentences = {Tasks()[0].train[0],
                                                  Tasks()[0].train[1]};
  const Graft none;
  const auto apart = [&](const Graft& graft) {
    const LinearHead head(LinearMap{testing::RandomTensor({8, 8}, 1), at::zeros({8})},
                          0, at::kFloat);
    const Tagger model{trunk, graft, head};
    const NoGrad no_grad;
    const std::vector<const EncodedSentence*> both = {&sentences[0], &sentences[1]};
    const at::Tensor states = model.Logits(both);
    return (states[0] - states[1]).norm().item<double>();
  };
  EXPECT_GT(apart(*method), apart(none));
}

TEST(TrainOnRelated, PassesOnADivergedTraining) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const auto method = Lora(trunk);
  EXPECT_EQ(TrainFor(20, 1e30, trunk, *method).code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace graft
