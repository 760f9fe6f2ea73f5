#include "dg/core/adversary.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

Adversary Make(const testing::Overrides& overrides = {},
               std::vector<NamedTensor> also = {}) {
  return {testing::TinySetting("DANN", overrides),
          5,
          at::kDouble,
          {.rate = 0.1},
          std::move(also)};
}

TEST(Adversary, LearnsInDOfEveryDPlusOneSteps) {
  const auto turns = [](int d) {
    const Adversary adversary = Make({{"d_steps_per_g_step", static_cast<double>(d)}});
    std::string turns;
    for (int64_t step = 0; step < 6; ++step)
      turns += adversary.Learns(step) ? 'D' : 'G';
    return turns;
  };
  EXPECT_EQ(turns(1), "GDGDGD");
  EXPECT_EQ(turns(2), "DGDDGD");
  EXPECT_EQ(turns(0), "GGGGGG");
}

TEST(Adversary, ScoresEveryDomain) {
  const at::Tensor z = testing::RandomTensor({7, 5}, 1);
  EXPECT_EQ(Make()(z, {}).sizes(), (std::vector<int64_t>{7, 3}));
}

// Adam's first step is its rate, whatever the size of the gradient.
TEST(Adversary, StepsWithWhatLearnsBeside) {
  const at::Tensor beside = at::zeros({2}, at::kDouble).requires_grad_();
  Adversary adversary = Make({}, {{"beside", beside}});
  adversary.Minimise(3 * beside.sum());
  EXPECT_LT((beside + 0.1).abs().max().item<double>(), 1e-8);
  EXPECT_EQ(adversary.State()[0].name, "discriminator.input.weight");
  EXPECT_EQ(adversary.State()[6].name, "beside");
  EXPECT_EQ(adversary.State()[7].name, "adam_discriminator.m");
}

}  // namespace
}  // namespace graft
