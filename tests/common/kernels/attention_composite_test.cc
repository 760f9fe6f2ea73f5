#include "common/kernels/attention_composite.h"

#include <gtest/gtest.h>

#include "common/kernels/attention.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

const std::vector<int64_t> kStarts = {0, 5, 6, 9};
constexpr int64_t kHeads = 3;

// The fused kernel on the same numbers. Sums of at most 7 products, an exponential and their
// gradients, both ways in float64: 1e-13 is 450 roundings.
enum class Prefix { kNone, kShared, kOwn };

void ExpectEqualToFused(int64_t queries, Prefix kind) {
  const bool with_prefix = kind != Prefix::kNone;
  std::vector<at::Tensor> t = {RandomTensor({queries, 12}, 1), RandomTensor({9, 12}, 2),
                               RandomTensor({9, 12}, 3)};
  const std::vector<int64_t> sizes = kind == Prefix::kOwn
                                         ? std::vector<int64_t>{3, kHeads, 2, 4}
                                         : std::vector<int64_t>{kHeads, 2, 4};
  if (with_prefix)
    for (const int64_t seed : {4, 5}) t.push_back(RandomTensor(sizes, seed));
  const auto leaves = [&] {
    std::vector<at::Tensor> copies;
    for (const at::Tensor& tensor : t)
      copies.push_back(tensor.clone().requires_grad_());
    return copies;
  };
  const std::vector<at::Tensor> a = leaves(), b = leaves();
  const at::Tensor none;
  const auto [context, sums] =
      CompositeAttention(a[0], a[1], a[2], kStarts, kHeads, with_prefix ? a[3] : none,
                         with_prefix ? a[4] : none, {});
  std::optional<KeyValue> prefix;
  if (with_prefix) prefix = {b[3], b[4]};
  const AttentionOutput fused =
      RaggedAttention(b[0], b[1], b[2], kStarts, kHeads, prefix, {});
  EXPECT_LT(RelativeDistance(context, fused.context), 1e-13);
  EXPECT_LT(RelativeDistance(sums, fused.log_sum_exp), 1e-13);
  (context.square().sum() + sums.square().sum()).backward();
  (fused.context.square().sum() + fused.log_sum_exp.square().sum()).backward();
  for (size_t i = 0; i < t.size(); ++i)
    EXPECT_LT(RelativeDistance(a[i].grad(), b[i].grad()), 1e-13) << i;
}

TEST(CompositeAttention, EqualsTheFusedKernelInValueAndGradient) {
  for (const Prefix kind : {Prefix::kNone, Prefix::kShared, Prefix::kOwn})
    for (const int64_t queries : {9, 3}) ExpectEqualToFused(queries, kind);
}

// With values all one a row is Σ m p: 1 without dropout, and on average with it.
TEST(CompositeAttention, DropsEverySequenceByAMaskOfItsOwn) {
  const at::Tensor q = at::zeros({8, 4}, at::kDouble),
                   ones = at::ones({8, 4}, at::kDouble);
  const auto run = [&](DropoutMask mask) {
    const at::Tensor none;
    return CompositeAttention(q, q, ones, {0, 4, 8}, 1, none, none, mask).first;
  };
  EXPECT_LT(RelativeDistance(run({}), ones), 1e-15);
  const at::Tensor dropped = run({7, 0.5});
  EXPECT_TRUE(dropped.equal(run({7, 0.5})));
  EXPECT_FALSE(dropped.slice(0, 0, 4).equal(dropped.slice(0, 4, 8)));
}

}  // namespace
}  // namespace graft
