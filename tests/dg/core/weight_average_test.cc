#include "dg/core/weight_average.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "dg/networks/mlp.h"

namespace graft {
namespace {

constexpr MlpConfig kConfig = {.inputs = 3, .outputs = 2, .width = 4};

// An MLP that also counts the passes in training, as BatchNorm keeps its running mean.
class CountingMlp final : public Featurizer {
 public:
  explicit CountingMlp(uint64_t seed)
      : mlp_(kConfig, at::kDouble, RandomStream(seed, "init")) {}
  at::Tensor Features(const Inputs& x, const Pass& pass) const override {
    if (pass.training) passes_ += 1;
    return mlp_.Features(x, pass);
  }
  int64_t width() const override { return mlp_.width(); }
  at::ScalarType dtype() const override { return mlp_.dtype(); }
  std::vector<NamedTensor> Tensors() const override { return mlp_.Tensors(); }
  std::vector<NamedTensor> Buffers() const override { return {{"passes", passes_}}; }

 private:
  Mlp mlp_;
  mutable at::Tensor passes_ = at::zeros({1}, at::kDouble);
};

Linear Classifier(uint64_t seed) {
  return Linear(2, 2, at::kDouble, RandomStream(seed, "classifier"));
}

// A network that is trained, and its average.
struct Pair {
  Pair()
      : adam(Trained(), {}),
        average(std::make_unique<CountingMlp>(2), Classifier(2), adam,
                network.Buffers()) {}

  std::vector<NamedTensor> Trained() const {
    std::vector<NamedTensor> all = network.Tensors();
    for (const NamedTensor& t : classifier.Tensors("classifier")) all.push_back(t);
    return all;
  }
  // The weights become these; one more pass was seen.
  at::Tensor Move(uint64_t seed) {
    const NoGrad no_grad;
    const at::Tensor theta = testing::RandomTensor({adam.values().numel()}, seed);
    adam.values().copy_(theta);
    network.Features(x, {.training = true});
    return theta;
  }

  CountingMlp network{1};
  Linear classifier = Classifier(1);
  Adam adam;
  WeightAverage average;
  Inputs x{testing::RandomTensor({5, 3}, 9)};
};

TEST(WeightAverage, BeginsAsTheNetworkItIsOf) {
  const Pair p;
  EXPECT_TRUE(p.average.Features(p.x).equal(p.network.Features(p.x, {})));
  EXPECT_TRUE(p.average.Logits(p.x).equal(p.classifier(p.network.Features(p.x, {}))));
  EXPECT_FALSE(p.average.Logits(p.x).requires_grad());
  EXPECT_EQ(p.average.count(), 1);
}

TEST(WeightAverage, IsTheMeanSinceItsRestart) {
  Pair p;
  p.Move(1);
  p.average.Add();
  const at::Tensor a = p.Move(2);
  p.average.Restart();
  const at::Tensor b = p.Move(3);
  p.average.Add();
  const at::Tensor c = p.Move(4);
  p.average.Add();
  const int64_t weights = a.numel();
  // Three roundings of numbers near 1.
  EXPECT_LT(testing::RelativeDistance(p.average.values().slice(0, 0, weights),
                                      (a + b + c) / 3),
            1e-15);
  EXPECT_NEAR(p.average.values()[weights].item<double>(), 3, 1e-15);  // (2 + 3 + 4)/3
  EXPECT_EQ(p.average.count(), 3);
}

TEST(WeightAverage, LeavesTheNetworkAlone) {
  Pair p;
  const at::Tensor theta = p.Move(1);
  p.average.Add();
  p.average.Features(p.x, {.training = true});
  EXPECT_TRUE(p.adam.values().equal(theta));
  EXPECT_EQ(p.network.Buffers()[0].tensor.item<double>(), 1);
  EXPECT_EQ(p.average.values()[theta.numel()].item<double>(), 0.5 + 1);
}

TEST(WeightAverage, GoesOnFromItsState) {
  Pair p, q;
  p.Move(1);
  p.average.Add();
  q.average.Restore(p.average.values(), p.average.count());
  for (Pair* of : {&p, &q}) {
    of->Move(2);
    of->average.Add();
  }
  const auto a = p.average.State("average"), b = q.average.State("average");
  ASSERT_EQ(a.size(), p.Trained().size() + 2);
  EXPECT_EQ(a.front().name, "average.featurizer.input.weight");
  EXPECT_EQ(a.back().name, "average.count");
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].name == "average.featurizer.passes") continue;
    EXPECT_TRUE(a[i].tensor.equal(b[i].tensor)) << a[i].name;
  }
}

}  // namespace
}  // namespace graft
