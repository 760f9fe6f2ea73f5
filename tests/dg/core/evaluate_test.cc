#include "dg/core/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "common/tensor/ops.h"
#include "dg/data/vector_domains.h"

namespace graft {
namespace {

// Says class 1 where the first number is positive.
class Sign final : public Objective {
 public:
  Scalars Step(std::span<const DomainBatch>, int64_t) override { return {}; }
  at::Tensor Logits(const Inputs& x) const override {
    const at::Tensor first = x.values.select(1, 0);
    return at::stack({-first, first}, 1);
  }
  at::Tensor Features(const Inputs& x) const override { return x.values; }
  std::vector<NamedTensor> State() const override { return {}; }
};

TEST(CountRight, CountsInBatches) {
  const int64_t n = 600;  // more than two batches
  const at::Tensor x = at::arange(n, at::kFloat).sub(n / 2).unsqueeze(1);
  const at::Tensor y = at::arange(n, at::kLong).ge(n / 2 + 50).to(at::kLong);
  const VectorDomains data("d", {"a"}, {"no", "yes"}, {{x, y}});
  std::vector<int64_t> items(n);
  std::iota(items.begin(), items.end(), 0);
  const Counted counted = CountRight(Sign(), data, 0, items);
  EXPECT_EQ(counted.rows, n);
  EXPECT_EQ(counted.right, n - 49);  // 1 … 49 are called positive and are not
  EXPECT_DOUBLE_EQ(counted.accuracy(), double(n - 49) / n);
}

// Logits (0, x): the loss of label 1 is ln(1 + e⁻ˣ), of label 0 ln(1 + eˣ).
TEST(MeanLoss, IsTheMeanOverAllBatches) {
  const int64_t n = 300;
  const at::Tensor x = at::zeros({n, 1}, at::kDouble), y = at::ones({n}, at::kLong);
  x.slice(0, 0, 100).fill_(std::log(3));  // ln(4/3)
  y.slice(0, 200).zero_();                // ln 2, as the second hundred
  const VectorDomains data("d", {"a"}, {"no", "yes"}, {{x.to(at::kFloat), y}});
  std::vector<int64_t> items(n);
  std::iota(items.begin(), items.end(), 0);
  const double loss = MeanLoss(
      [](const Inputs& in) {
        return at::cat({at::zeros_like(in.values), in.values}, 1);
      },
      data, 0, items);
  // Float32 losses, each off by 2⁻²⁴ of itself.
  EXPECT_NEAR(loss, (std::log(4. / 3) + 2 * std::log(2)) / 3, 1e-7);
}

}  // namespace
}  // namespace graft
