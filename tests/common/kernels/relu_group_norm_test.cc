#include "common/kernels/relu_group_norm.h"

#include <gtest/gtest.h>

#include <vector>

#include "common/tensor/gradients.h"
#include "common/tensor/image_ops.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/relu_group_norm_ref.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

constexpr int64_t kChannels = 24, kGroups = 4;  // more than one vector, not a multiple
constexpr double kEpsilon = 1e-5;

struct Inputs {
  at::Tensor x = RandomTensor({5, kChannels, 3, 7}, 1),
             gamma = RandomTensor({kChannels}, 2), beta = RandomTensor({kChannels}, 3);

  // γ and β are float where x is bfloat16.
  Inputs To(at::ScalarType t) const {
    const at::ScalarType wide = t == at::kBFloat16 ? at::kFloat : t;
    return {x.to(t), gamma.to(wide), beta.to(wide)};
  }
  std::vector<NamedTensor> Leaves() const {
    for (const at::Tensor& t : {x, gamma, beta}) t.requires_grad_();
    return {{"x", x}, {"gamma", gamma}, {"beta", beta}};
  }
  at::Tensor Run() const { return ReluGroupNorm(x, kGroups, gamma, beta, kEpsilon); }
  at::Tensor Library() const {
    return at::group_norm(at::relu(x), kGroups, gamma, beta, kEpsilon);
  }
};

Inputs Few() {
  return {RandomTensor({2, 4, 2, 3}, 1), RandomTensor({4}, 2), RandomTensor({4}, 3)};
}

// Sums of 126 numbers: both round a few times an element, and √126 times in a sum.
TEST(ReluGroupNorm, AgreesWithTheLibrarys) {
  const Inputs in;
  const at::Tensor want = in.Library();
  EXPECT_LT(RelativeDistance(in.Run(), want), 40 * 2.2e-16);
  EXPECT_LT(RelativeDistance(in.To(at::kFloat).Run(), want), 40 * 1.2e-7);
  const Inputs narrow = in.To(at::kBFloat16);  // its own rounding alone: 2⁻⁸
  EXPECT_LT(RelativeDistance(narrow.Run(), narrow.To(at::kDouble).Library()),
            1.01 * 0x1p-8);
}

TEST(ReluGroupNorm, ReadsChannelsFirstAndLastAlike) {
  Inputs in;
  const at::Tensor want = in.Run();
  EXPECT_TRUE(want.is_contiguous(at::MemoryFormat::ChannelsLast));
  in.x = in.x.contiguous(at::MemoryFormat::ChannelsLast);
  EXPECT_TRUE(in.Run().equal(want));
}

TEST(ReluGroupNorm, AgreesWithItsTwinInValueAndGradient) {
  const Inputs in = Few();
  testing::ExpectEqualToTwin(
      [&] { return ReluGroupNorm(in.x, 2, in.gamma, in.beta, kEpsilon); }, in.Leaves(),
      [&]<class T>(const std::vector<std::vector<T>>& t) {
        return ref::ReluGroupNorm(t[0], t[1], t[2], 6, 2, kEpsilon);
      });
}

TEST(ReluGroupNorm, DifferentiatesInEveryInput) {
  const Inputs in;
  const at::Tensor weight = RandomTensor(in.x.sizes().vec(), 5);
  const auto agreement = testing::CheckGradient(
      [&] { return (in.Run().square() * weight).sum(); }, in.Leaves(), 200);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

// Against float64 on the same rounded numbers: sums of 126 terms in float; and in bfloat16
// d_x = (γ d_y - …)/σ rounds once, by up to 2⁻⁸, and float hardly at all.
TEST(ReluGroupNorm, DifferentiatesInFewerBits) {
  const at::Tensor d_y = RandomTensor({5, kChannels, 3, 7}, 6).to(at::kBFloat16);
  for (const auto& [type, within] : std::vector<std::pair<at::ScalarType, double>>{
           {at::kFloat, 40 * 1.2e-7}, {at::kBFloat16, 1.01 * 0x1p-8}}) {
    const Inputs narrow = Inputs().To(type), wide = narrow.To(at::kDouble);
    const std::vector<NamedTensor> got = narrow.Leaves(), want = wide.Leaves();
    narrow.Run().backward(d_y.to(type));
    wide.Library().backward(d_y.to(at::kDouble));
    for (size_t i = 0; i < got.size(); ++i)
      EXPECT_LT(RelativeDistance(got[i].tensor.grad(), want[i].tensor.grad()), within)
          << got[i].name;
  }
}

// The squared norm of its gradient is differentiated, as by penalties on gradients.
TEST(ReluGroupNorm, DifferentiatesTwice) {
  const Inputs in = Few();
  const at::Tensor weight = RandomTensor({2, 4, 2, 3}, 5);
  const std::vector<NamedTensor> leaves = in.Leaves();
  const auto agreement = testing::CheckGradient(
      [&] {
        const at::AutoGradMode on(true);
        const at::Tensor y = ReluGroupNorm(in.x, 2, in.gamma, in.beta, kEpsilon);
        at::Tensor sum = at::zeros({}, at::kDouble);
        for (const at::Tensor& d :
             Gradients((y.square() * weight).sum(), {in.x, in.gamma, in.beta}, true))
          sum = sum + d.square().sum();
        return sum;
      },
      leaves, 1000);
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

TEST(ReluGroupNorm, DoesNotDependOnTheNumberOfThreads) {
  std::vector<std::vector<at::Tensor>> results;
  for (const int threads : {1, 2}) {
    SetThreads(threads);
    const Inputs in = Inputs().To(at::kFloat);
    in.Leaves();
    const at::Tensor y = in.Run();
    y.square().sum().backward();
    results.push_back({y, in.x.grad(), in.gamma.grad(), in.beta.grad()});
  }
  SetThreads(1);
  for (size_t i = 0; i < results[0].size(); ++i)
    EXPECT_TRUE(results[0][i].equal(results[1][i])) << i;
}

TEST(ReluGroupNormDeathTest, RejectsGroupsThatDoNotDivide) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const Inputs in;
  EXPECT_DEATH(ReluGroupNorm(in.x, 5, in.gamma, in.beta, kEpsilon), "5 groups of 24");
  EXPECT_DEATH(ReluGroupNorm(in.x, 4, in.gamma.to(at::kFloat), in.beta, kEpsilon),
               "Float");
}

}  // namespace
}  // namespace graft
