#include "dg/objectives/arm.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

using testing::RandomTensor;

TEST(Arm, RefusesWhatIsNoImage) {
  const auto made = CreateObjective("ARM", testing::TinySetting("ARM"));
  EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
}

// Contexts 1, 3 and 5, the first two of one group: 2, 2 and 5 behind the image's own channel.
TEST(Arm, AGroupsImagesShareTheMeanOfTheirContexts) {
  const at::Tensor x = at::tensor({7.0, 8.0, 9.0}, at::kDouble).view({3, 1, 1, 1});
  const at::Tensor context =
      at::tensor({1.0, 3.0, 5.0}, at::kDouble).view({3, 1, 1, 1});
  EXPECT_TRUE(WithContext(x, context, {0, 2, 3})
                  .view({3, 2})
                  .equal(testing::Matrix({{7, 2}, {8, 2}, {9, 5}})));
}

TEST(Arm, DifferentiatesThroughTheSharedContext) {
  const at::Tensor x = RandomTensor({3, 1, 2, 2}, 1).requires_grad_(),
                   context = RandomTensor({3, 1, 2, 2}, 2).requires_grad_();
  const auto agreement = testing::CheckGradient(
      [&] {
        return WithContext(x, context, {0, 2, 3}).pow(3).sum();
      },
      {{"x", x}, {"context", context}});
  EXPECT_TRUE(testing::Agrees(agreement)) << agreement;
}

// Groups of two: rows 0 and 1 are scored as if they were alone, and row 4 is.
TEST(Arm, EvaluatesInGroupsOfItsBatchSize) {
  const auto arm = testing::TinyObjective("ARM", {{"batch_size", 2}}, 3, true);
  const at::Tensor x = RandomTensor({5, 2, 8, 8}, 1);
  const auto logits = [&](int64_t begin, int64_t end) {
    return arm->Logits(Inputs(x.slice(0, begin, end))).detach();
  };
  const at::Tensor all = logits(0, 5);
  // The same products in another order: some ε of logits of about 1.
  EXPECT_LT((all.slice(0, 0, 2) - logits(0, 2)).abs().max().item<double>(), 1e-12);
  EXPECT_LT((all.slice(0, 4, 5) - logits(4, 5)).abs().max().item<double>(), 1e-12);
  EXPECT_GT((all.slice(0, 0, 1) - logits(0, 1)).abs().max().item<double>(), 1e-6);
}

// 1e-9 of a tensor's largest number, as its parameters move by 4e-3 of about 0.1 … 1.
TEST(Arm, FollowsDomainBedWithItsContextNetworkTrained) {
  testing::ExpectFollowsDomainBed(
      {.file = "ARM_mended",
       .renamed = {{"context_net.", "context_net.context_net."}},
       .scalars = {"loss"}});
}

}  // namespace
}  // namespace graft
