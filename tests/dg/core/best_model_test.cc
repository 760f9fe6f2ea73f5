#include "dg/core/best_model.h"

#include <gtest/gtest.h>

#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

class Number final : public Objective {
 public:
  Scalars Step(std::span<const DomainBatch>, int64_t) override { return {}; }
  at::Tensor Logits(const Inputs& x) const override { return x.values; }
  at::Tensor Features(const Inputs& x) const override { return x.values; }
  std::vector<NamedTensor> State() const override { return {{"n", value}}; }

  at::Tensor value = at::zeros({1});
};

TEST(BestModel, KeepsTheFirstOfTheBest) {
  Number number;
  BestModel best(number);
  EXPECT_EQ(best.index(), -1);
  const double scores[] = {0.5, 0.7, 0.7, 0.6};
  for (size_t i = 0; i < 4; ++i) {
    number.value.fill_(double(i));
    best.Offer(scores[i], i);
  }
  EXPECT_EQ(best.index(), 1);
  best.Swap();
  EXPECT_EQ(number.value.item<double>(), 1);
  best.Swap();
  EXPECT_EQ(number.value.item<double>(), 3);
}

TEST(BestModel, GoesOnFromItsFile) {
  Number number, other;
  BestModel best(number), resumed(other);
  number.value.fill_(4);
  best.Offer(0.5, 2);
  resumed.Restore(best.State());
  resumed.Tensors("x.")[0].tensor.copy_(best.Tensors("x.")[0].tensor);
  EXPECT_EQ(resumed.Tensors("x.")[0].name, "x.n");
  EXPECT_EQ(resumed.index(), 2);
  resumed.Offer(0.4, 3);  // less than what it was told
  resumed.Swap();
  EXPECT_EQ(other.value.item<double>(), 4);
}

}  // namespace
}  // namespace graft
