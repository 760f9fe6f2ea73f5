#include "peft/diff_pruning/diff_graft.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/method_checks.h"

namespace graft {
namespace {

constexpr char kQuery[] = "encoder.layer.0.attention.self.query.weight",
               kBias[] = "encoder.layer.1.output.dense.bias";

class DiffGraftTest : public ::testing::Test {
 protected:
  static std::vector<DiffGraft::Entry> Some(at::ScalarType type = at::kDouble) {
    return {
        {kQuery, at::tensor({0, 9, 63}, at::kLong), at::tensor({0.5, -1.0, 2.0}, type)},
        {kBias, at::tensor({2}, at::kLong), at::tensor({3.0}, type)},
        {"embeddings.LayerNorm.bias", at::zeros({0}, at::kLong), at::zeros({0}, type)}};
  }
  const Bert trunk_ = testing::TinyBert();
};

// θ0 of those two tensors, moved by hand in a copy of the weights.
TEST_F(DiffGraftTest, IsTheTrunkOfTheMovedElementsToTheBit) {
  for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kBFloat16}) {
    const Bert trunk = testing::TinyBert(type);
    const DiffGraft graft(trunk.info(),
                          Some(type == at::kDouble ? at::kDouble : at::kFloat));
    Weights moved = trunk.info().weights;
    moved[kQuery] = moved[kQuery].clone();
    moved[kBias] = moved[kBias].clone();
    const at::Tensor query = moved[kQuery].view({-1});
    query[0] = query[0].item<double>() + 0.5;
    query[9] = query[9].item<double>() - 1.0;
    query[63] = query[63].item<double>() + 2.0;
    moved[kBias][2] = moved[kBias][2].item<double>() + 3.0;
    const auto plain = Bert::Create(trunk.config(), moved, type);
    ASSERT_TRUE(plain.ok()) << plain.status();
    EXPECT_TRUE(testing::Hidden(trunk, graft).equal(testing::Hidden(*plain, Graft())));
    const auto merged =
        Bert::Create(trunk.config(), MergedWeights(graft, trunk.info().weights), type);
    EXPECT_TRUE(
        testing::Hidden(*merged, Graft()).equal(testing::Hidden(*plain, Graft())));
  }
}

TEST_F(DiffGraftTest, TakesOtherTensorsFromTheTrunkItself) {
  const DiffGraft graft(trunk_.info(), Some());
  const Dropout off;
  for (const auto& [name, theta] : trunk_.info().weights) {
    const bool moved = name == kQuery || name == kBias;
    EXPECT_EQ(graft.Parameter({name, 0, off}, theta).is_same(theta), !moved) << name;
  }
  EXPECT_EQ(ParameterCount(graft), 4);
  EXPECT_EQ(graft.Entries().size(), 2u);
}

TEST_F(DiffGraftTest, ManyTasksShareATrunk) {
  const at::Tensor before = testing::Hidden(trunk_, Graft()).clone();
  std::vector<std::unique_ptr<DiffGraft>> tasks;
  std::vector<at::Tensor> alone;
  for (int64_t task = 0; task < 3; ++task) {
    tasks.push_back(std::make_unique<DiffGraft>(
        trunk_.info(), std::vector<DiffGraft::Entry>{
                           {kQuery, at::tensor({task, 10 + task}, at::kLong),
                            testing::RandomTensor({2}, static_cast<uint64_t>(task))}}));
    alone.push_back(testing::Hidden(trunk_, *tasks.back()).clone());
  }
  for (size_t task = 0; task < 3; ++task) {
    EXPECT_TRUE(testing::Hidden(trunk_, *tasks[task]).equal(alone[task]));
    EXPECT_FALSE(alone[task].equal(before));
  }
  EXPECT_TRUE(testing::Hidden(trunk_, Graft()).equal(before));
}

// Through a file: the same function to the bit, and a file of 8 bytes an element.
TEST_F(DiffGraftTest, GoesThroughAFileToTheSameBits) {
  const Bert trunk = testing::TinyBert(at::kFloat);
  const DiffGraft graft(trunk.info(), Some(at::kFloat));
  const std::string path = ::testing::TempDir() + "/task.safetensors";
  const SparseDiff diff = graft.ToSparseDiff(trunk.info());
  ASSERT_TRUE(WriteSparseDiff(path, diff).ok());
  const auto loaded = DiffGraft::Load(path, trunk.info());
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_TRUE(testing::Hidden(trunk, **loaded).equal(testing::Hidden(trunk, graft)));
  EXPECT_EQ((*loaded)->ToSparseDiff(trunk.info()), diff);
  const Bert other = testing::TinyBert();
  EXPECT_TRUE(DiffGraft::Load(path, other.info()).ok()) << "of the same shapes";
}

TEST_F(DiffGraftTest, DifferentiatesInItsValues) {
  const DiffGraft graft(trunk_.info(), Some());
  const auto agreement = testing::CheckMethodGradient(trunk_, graft);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST_F(DiffGraftTest, LearnsATinyTask) {
  std::vector<DiffGraft::Entry> entries;
  for (const auto& [name, theta] : trunk_.info().weights) {
    const int64_t count = std::min<int64_t>(8, theta.numel());
    entries.push_back(
        {name, at::arange(count, at::kLong), at::zeros({count}, at::kDouble)});
  }
  const DiffGraft graft(trunk_.info(), entries);
  EXPECT_LT(testing::LossAfter(trunk_, graft, 40, 0.05), 0.05);
}

TEST_F(DiffGraftTest, RejectsWhatDoesNotFit) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto make = [&](int64_t index) {
    DiffGraft(trunk_.info(),
              {{kBias, at::tensor({index}, at::kLong), at::zeros({1}, at::kDouble)}});
  };
  EXPECT_DEATH(make(8), kBias);
  EXPECT_DEATH(make(-1), kBias);
}

}  // namespace
}  // namespace graft
