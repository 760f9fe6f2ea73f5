#include "common/models/head.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

// Two sequences of two virtual tokens and then 3 and 1 real ones.
Ragged Prompted() {
  return {.rows = RandomTensor({8, 8}, 1), .starts = {0, 5, 8}, .prompt = 2};
}

Head MakeHead(Pooling pooling, double dropout = 0) {
  return Head(3, 8, pooling, dropout, at::kDouble, RandomStream(1, "init"));
}

TEST(Pooling, NamesReadBackAndOthersAreErrors) {
  for (const Pooling p : {Pooling::kMean, Pooling::kCls, Pooling::kPooler,
                          Pooling::kFirst, Pooling::kDense})
    EXPECT_EQ(*ParsePooling(PoolingName(p)), p);
  EXPECT_EQ(
      ParsePooling("max").status().ToString(),
      "INVALID_ARGUMENT: unknown pooling 'max': expected mean, cls, pooler, first "
      "or dense");
}

TEST(Pooling, ReadsTheRowsItSays) {
  const Bert trunk = testing::TinyBert();
  const Ragged x = Prompted();
  const auto pool = [&](Pooling p) { return Pool(trunk, x, p, Graft()); };
  const at::Tensor cls = x.rows.index_select(0, at::tensor({2, 7}, at::kLong)),
                   first = x.rows.index_select(0, at::tensor({0, 5}, at::kLong));
  EXPECT_TRUE(pool(Pooling::kCls).equal(cls));
  EXPECT_TRUE(pool(Pooling::kDense).equal(cls));
  EXPECT_TRUE(pool(Pooling::kPooler).equal(trunk.Pooler(cls, Graft())));
  EXPECT_TRUE(pool(Pooling::kFirst).equal(trunk.Pooler(first, Graft())));
  // Virtual tokens are no part of the mean. Three numbers are added: a few ε.
  EXPECT_LT(RelativeDistance(pool(Pooling::kMean),
                             at::stack({x.rows.slice(0, 2, 5).mean(0), x.rows[7]})),
            1e-15);
}

TEST(Pooling, PoolerIsTanhOfItsMap) {
  const Bert trunk = testing::TinyBert();
  const at::Tensor x = RandomTensor({2, 8}, 1);
  const Weights& w = trunk.info().weights;
  const at::Tensor want =
      at::tanh(at::mm(x, w.at("pooler.dense.weight").t()) + w.at("pooler.dense.bias"));
  EXPECT_LT(RelativeDistance(trunk.Pooler(x, Graft()), want), 1e-14);
}

TEST(Head, ScoresAreAnAffineMapOfThePooledRow) {
  const Bert trunk = testing::TinyBert();
  const Head head = MakeHead(Pooling::kCls);
  testing::Randomise(head.Tensors(), 2);
  const Ragged x = Prompted();
  const at::Tensor want =
      at::mm(Pool(trunk, x, Pooling::kCls, Graft()), head.Tensors()[0].tensor.t()) +
      head.Tensors()[1].tensor;
  EXPECT_LT(RelativeDistance(head.Logits(trunk, x, Graft(), {}), want), 1e-14);
}

TEST(Head, DenseMapsTheClsRowTwice) {
  const Bert trunk = testing::TinyBert();
  const Head head = MakeHead(Pooling::kDense);
  const auto t = head.Tensors();
  ASSERT_EQ(t.size(), 4);
  EXPECT_EQ(t[0].name, "classifier.dense.weight");
  EXPECT_EQ(t[1].name, "classifier.dense.bias");
  EXPECT_EQ(t[2].name, "classifier.out_proj.weight");
  EXPECT_EQ(t[3].name, "classifier.out_proj.bias");
  testing::Randomise(t, 2);
  const Ragged x = Prompted();
  const at::Tensor cls = Pool(trunk, x, Pooling::kCls, Graft());
  const at::Tensor hidden = at::tanh(at::mm(cls, t[0].tensor.t()) + t[1].tensor);
  EXPECT_LT(RelativeDistance(head.Logits(trunk, x, Graft(), {}),
                             at::mm(hidden, t[2].tensor.t()) + t[3].tensor),
            1e-14);
}

TEST(HeadDeathTest, DenseHasNoGivenStart) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const LinearMap start{RandomTensor({3, 8}, 1), RandomTensor({3}, 2)};
  EXPECT_DEATH(Head(start, Pooling::kDense, 0, at::kDouble),
               "knows nothing of a dense");
}

TEST(Head, DifferentiatesWithEveryPoolingAndDropout) {
  const Bert trunk = testing::TinyBert();
  const at::Tensor labels = at::tensor({2, 0}, at::kLong);
  for (const Pooling p : {Pooling::kMean, Pooling::kCls, Pooling::kPooler,
                          Pooling::kFirst, Pooling::kDense})
    for (const Dropout& dropout : {Dropout(), Dropout(RandomStream(1, "dropout"))}) {
      const Head head = MakeHead(p, 0.3);
      Ragged x = Prompted();
      x.rows.requires_grad_();
      testing::Randomise(head.Tensors(), 2);
      std::vector<NamedTensor> tensors = head.Tensors();
      tensors.push_back({"rows", x.rows});
      const auto agreement = testing::CheckGradient(
          [&] {
            return at::cross_entropy_loss(head.Logits(trunk, x, Graft(), dropout),
                                          labels);
          },
          tensors);
      EXPECT_TRUE(testing::Agrees(agreement)) << PoolingName(p) << ": " << agreement;
    }
}

TEST(Head, KeepsItsOwnTypeBesideABfloat16Trunk) {
  const Bert trunk = testing::TinyBert(at::kBFloat16);
  const Head head(3, 8, Pooling::kPooler, 0, at::kFloat, RandomStream(1, "init"));
  const Ragged x = trunk.Forward(testing::TinyBatch(), Graft(), {});
  EXPECT_EQ(head.Logits(trunk, x, Graft(), {}).scalar_type(), at::kFloat);
}

TEST(CanPool, AsksForAPoolerWhereOneIsNeeded) {
  const Bert with = testing::TinyBert(at::kFloat);
  Weights weights = with.info().weights;
  weights.erase("pooler.dense.weight");
  weights.erase("pooler.dense.bias");
  const Bert without = Bert::Create(with.config(), weights, at::kFloat).value();
  for (const Pooling pooling : {Pooling::kPooler, Pooling::kFirst}) {
    EXPECT_TRUE(CanPool(with, pooling));
    EXPECT_FALSE(CanPool(without, pooling));
  }
  EXPECT_TRUE(CanPool(without, Pooling::kMean));
  EXPECT_TRUE(CanPool(without, Pooling::kCls));
  EXPECT_TRUE(CanPool(without, Pooling::kDense));
}

}  // namespace
}  // namespace graft
