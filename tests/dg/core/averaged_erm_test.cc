#include "dg/core/averaged_erm.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

// Its average stays what the network was at first.
class First final : public AveragedErm {
 public:
  explicit First(const ObjectiveSetting& setting) : AveragedErm(setting) {}
  Scalars Step(std::span<const DomainBatch> batches, int64_t step) override {
    return Descend(batches, step);
  }
  using AveragedErm::average;
  using AveragedErm::LogitsNow;
};

TEST(AveragedErm, DescendsAsErmAndPredictsByItsAverage) {
  const ObjectiveSetting setting = testing::TinySetting("ERM");
  First first(setting);
  const auto erm = testing::TinyObjective("ERM");
  const Inputs x = testing::TinyBatches(9)[0].x;
  const at::Tensor before = erm->Logits(x).detach(),
                   features = erm->Features(x).detach();
  for (int64_t step = 0; step < 3; ++step)
    EXPECT_EQ(first.Step(testing::TinyBatches(step), step),
              erm->Step(testing::TinyBatches(step), step));
  EXPECT_TRUE(first.Logits(x).equal(before));
  EXPECT_TRUE(first.Features(x).equal(features));
  EXPECT_TRUE(first.LogitsNow(x).equal(erm->Logits(x)));
  first.average().Restart();
  EXPECT_TRUE(first.Logits(x).equal(erm->Logits(x)));
}

TEST(AveragedErm, StateHoldsTheAverageThatIsNotTrained) {
  const First first(testing::TinySetting("ERM"));
  int found = 0;
  for (const NamedTensor& t : first.State())
    if (t.name.starts_with("average.")) {
      ++found;
      EXPECT_FALSE(t.tensor.requires_grad()) << t.name;
    }
  EXPECT_EQ(found, 6 + 2 + 1);
}

}  // namespace
}  // namespace graft
