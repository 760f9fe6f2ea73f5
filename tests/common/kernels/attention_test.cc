#include "common/kernels/attention.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/tensor/ops.h"
#include "common/tensor/threads.h"
#include "common/testing/gradient_check.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/attention_ref.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

constexpr int64_t kHeads = 3, kSize = 4, kChannels = kHeads * kSize, kPrefix = 2;
const std::vector<int64_t> kStarts = {0, 5, 6, 9};  // lengths 5, 1, 3

struct Inputs {
  at::Tensor q = RandomTensor({9, kChannels}, 1), k = RandomTensor({9, kChannels}, 2),
             v = RandomTensor({9, kChannels}, 3);
  KeyValue prefix = {RandomTensor({kHeads, kPrefix, kSize}, 4),
                     RandomTensor({kHeads, kPrefix, kSize}, 5)};

  Inputs To(at::ScalarType type) const {
    return {q.to(type),
            k.to(type),
            v.to(type),
            {prefix.key.to(type), prefix.value.to(type)}};
  }
  // To be differentiated in.
  std::vector<NamedTensor> Leaves(bool with_prefix) const {
    std::vector<NamedTensor> leaves = {{"q", q}, {"k", k}, {"v", v}};
    if (with_prefix) {
      leaves.push_back({"prefix.key", prefix.key});
      leaves.push_back({"prefix.value", prefix.value});
    }
    for (const NamedTensor& leaf : leaves) leaf.tensor.requires_grad_();
    return leaves;
  }
};

AttentionOutput Attend(const Inputs& in, bool with_prefix, DropoutMask mask = {}) {
  return RaggedAttention(in.q, in.k, in.v, kStarts, kHeads,
                         with_prefix ? std::optional(in.prefix) : std::nullopt, mask);
}

class Attention : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Prefix, Attention, ::testing::Bool());

// Sums of at most 7 products of O(1) numbers, then an exponential: 100 roundings of 2.2e-16
// are ample for the values, and 1e-12, some thousand, for the gradient of the sum of their
// squares.
TEST_P(Attention, AgreesWithItsTwinInValueAndGradient) {
  const Inputs in;
  const std::vector<NamedTensor> leaves = in.Leaves(GetParam());
  const auto ours = [&] {
    const AttentionOutput out = Attend(in, GetParam());
    return at::cat({out.context.flatten(), out.log_sum_exp.flatten()});
  };
  const auto twin = [&]<class T>(const std::vector<std::vector<T>>& t) {
    const std::vector<T> none;
    ref::Attention<T> out =
        ref::Attend(t[0], t[1], t[2], GetParam() ? t[3] : none,
                    GetParam() ? t[4] : none, kStarts, kHeads, kSize);
    out.context.insert(out.context.end(), out.log_sum_exp.begin(),
                       out.log_sum_exp.end());
    return out.context;
  };
  testing::ExpectEqualToTwin(ours, leaves, twin, 100 * 2.2e-16);
}

// float32 has ε = 1.2e-7, and its exponential is good to 2 ulp.
TEST_P(Attention, InFloatIsCloseToDouble) {
  const Inputs in;
  const at::Tensor wide = Attend(in, GetParam()).context;
  EXPECT_LT(RelativeDistance(Attend(in.To(at::kFloat), GetParam()).context, wide),
            20 * 1.2e-7);
  // bfloat16 keeps 8 bits: inputs and output are each rounded by up to 2⁻⁹, and a score of
  // size 4 turns that into 1.5 % of a probability.
  EXPECT_LT(RelativeDistance(Attend(in.To(at::kBFloat16), GetParam()).context, wide),
            0.03);
}

TEST_P(Attention, DifferentiatesThroughBothOutputs) {
  const Inputs in;
  const std::vector<NamedTensor> leaves = in.Leaves(GetParam());
  const at::Tensor a = RandomTensor({9, kChannels}, 6),
                   b = RandomTensor({9, kHeads}, 7);
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.3}}) {
    const auto loss = [&] {
      const AttentionOutput out = Attend(in, GetParam(), mask);
      return (out.context * a).sum() + (out.log_sum_exp * b).square().sum();
    };
    const auto agreement = testing::CheckGradient(loss, leaves);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// Against float64 on the same rounded numbers. In between everything is float, so a gradient
// is rounded once, by up to 2⁻⁸; float's own roundings are a thousandth of that.
TEST_P(Attention, InBfloat16DifferentiatesToItsRounding) {
  const at::Tensor d = RandomTensor({9, kChannels}, 6).to(at::kBFloat16);
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.25}}) {
    const Inputs narrow = Inputs().To(at::kBFloat16), wide = narrow.To(at::kDouble);
    const auto got = narrow.Leaves(GetParam()), want = wide.Leaves(GetParam());
    Attend(narrow, GetParam(), mask).context.backward(d);
    Attend(wide, GetParam(), mask).context.backward(d.to(at::kDouble));
    for (size_t i = 0; i < got.size(); ++i)
      EXPECT_LT(RelativeDistance(got[i].tensor.grad(), want[i].tensor.grad()),
                1.01 / 256)
          << got[i].name;
  }
}

// Heads are what threads share: three of them for two threads.
TEST_P(Attention, GivesTheSameBitsWithAnyNumberOfThreads) {
  const auto run = [](int threads) {
    SetThreads(threads);
    const Inputs in = Inputs().To(at::kFloat);
    const std::vector<NamedTensor> leaves = in.Leaves(GetParam());
    const at::Tensor out = Attend(in, GetParam(), {3, 0.1}).context;
    out.square().sum().backward();
    SetThreads(1);
    std::vector<at::Tensor> all = {out.detach()};
    for (const NamedTensor& leaf : leaves) all.push_back(leaf.tensor.grad());
    return all;
  };
  const std::vector<at::Tensor> one = run(1), two = run(2);
  for (size_t i = 0; i < one.size(); ++i) EXPECT_TRUE(one[i].equal(two[i])) << i;
}

// With values all one, a row of the output is Σ_j m_j p_j: 1 on average, and each dropped
// probability is missing from it.
TEST(AttentionDropout, KeepsTheMeanAndDependsOnTheKey) {
  Inputs in;
  in.v.fill_(1);
  const at::Tensor one = Attend(in, false, {1, 0.5}).context;
  EXPECT_TRUE(one.equal(Attend(in, false, {1, 0.5}).context));
  EXPECT_FALSE(one.equal(Attend(in, false, {2, 0.5}).context));
  double mean = 0;
  constexpr int kKeys = 2000;
  for (uint64_t key = 0; key < kKeys; ++key)
    mean += Attend(in, false, {key, 0.5}).context.mean().item<double>() / kKeys;
  // A row's standard deviation is at most 1 (one key: 0 or 2), and 27 (row, head) pairs
  // times 2,000 keys are independent: 5 standard errors.
  EXPECT_NEAR(mean, 1, 5 / std::sqrt(27.0 * kKeys));
}

// One query of each sequence, its first: the same sums over the same keys.
TEST_P(Attention, OfOneQueryIsARowOfAll) {
  const Inputs in;
  Inputs one = in;
  const at::Tensor rows = at::tensor({0, 5, 6}, at::kLong);
  one.q = in.q.index_select(0, rows);
  const AttentionOutput got = Attend(one, GetParam()), want = Attend(in, GetParam());
  EXPECT_LT(RelativeDistance(got.context, want.context.index_select(0, rows)),
            100 * 2.2e-16);
  EXPECT_LT(RelativeDistance(got.log_sum_exp, want.log_sum_exp.index_select(0, rows)),
            100 * 2.2e-16);
  const std::vector<NamedTensor> leaves = one.Leaves(GetParam());
  for (const DropoutMask mask : {DropoutMask{}, DropoutMask{42, 0.3}}) {
    const auto loss = [&] {
      const AttentionOutput out = Attend(one, GetParam(), mask);
      return out.context.square().sum() + out.log_sum_exp.square().sum();
    };
    const auto agreement = testing::CheckGradient(loss, leaves);
    EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
  }
}

// A sequence does not see its neighbours: alone or in a batch, the same bits.
TEST(AttentionBatch, SequencesAreIndependent) {
  const Inputs in;
  const at::Tensor together = Attend(in, true).context;
  for (size_t b = 0; b + 1 < kStarts.size(); ++b) {
    const auto part = [&](const at::Tensor& t) {
      return t.slice(0, kStarts[b], kStarts[b + 1]);
    };
    const at::Tensor alone =
        RaggedAttention(part(in.q), part(in.k), part(in.v),
                        {0, kStarts[b + 1] - kStarts[b]}, kHeads, in.prefix, {})
            .context;
    EXPECT_TRUE(alone.equal(part(together)));
  }
}

// Sequences with prefixes of their own are those sequences alone, each with its prefix: the
// same sums in the same order, so the same bits, in gradients as well.
TEST(AttentionBatch, SequencesMayHavePrefixesOfTheirOwn) {
  Inputs in;
  in.prefix = {RandomTensor({3, kHeads, kPrefix, kSize}, 4),
               RandomTensor({3, kHeads, kPrefix, kSize}, 5)};
  (void)in.Leaves(true);
  const at::Tensor together = Attend(in, true).context;
  together.square().sum().backward();
  for (size_t b = 0; b + 1 < kStarts.size(); ++b) {
    const auto part = [&](const at::Tensor& t) {
      return t.slice(0, kStarts[b], kStarts[b + 1]);
    };
    const auto leaf = [&](const at::Tensor& t) {
      return t.detach().clone().requires_grad_();
    };
    const int64_t row = static_cast<int64_t>(b);
    const at::Tensor q = leaf(part(in.q)), k = leaf(part(in.k)), v = leaf(part(in.v));
    const KeyValue prefix = {leaf(in.prefix.key[row]), leaf(in.prefix.value[row])};
    const at::Tensor alone =
        RaggedAttention(q, k, v, {0, q.size(0)}, kHeads, prefix, {}).context;
    alone.square().sum().backward();
    EXPECT_TRUE(alone.equal(part(together)));
    EXPECT_TRUE(q.grad().equal(part(in.q.grad())));
    EXPECT_TRUE(k.grad().equal(part(in.k.grad())));
    EXPECT_TRUE(v.grad().equal(part(in.v.grad())));
    EXPECT_TRUE(prefix.key.grad().equal(in.prefix.key.grad()[row]));
    EXPECT_TRUE(prefix.value.grad().equal(in.prefix.value.grad()[row]));
  }
}

// A score of 1,000 overflows a naive exponential.
TEST(AttentionRange, LargeScoresStayFinite) {
  Inputs in;
  in.q.mul_(1000);
  for (const at::ScalarType type : {at::kFloat, at::kDouble})
    EXPECT_TRUE(std::isfinite(Attend(in.To(type), true).context.sum().item<double>()));
}

TEST(AttentionDeathTest, RejectsShapesThatDiffer) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Inputs in;
  in.k = RandomTensor({8, kChannels}, 2);
  EXPECT_DEATH(Attend(in, false), "CHECK failed");
  in = Inputs();
  in.prefix.key = in.prefix.value = RandomTensor({2, kHeads, kPrefix, kSize}, 4);
  EXPECT_DEATH(Attend(in, true), "CHECK failed");
}

}  // namespace
}  // namespace graft
