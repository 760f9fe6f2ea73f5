#include "dg/objectives/sma.h"

#include <gtest/gtest.h>

#include <map>

#include "common/tensor/ops.h"
#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

std::map<std::string, at::Tensor> Copy(const Objective& objective) {
  std::map<std::string, at::Tensor> copies;
  for (const NamedTensor& t : objective.State())
    copies[t.name] = t.tensor.detach().clone();
  return copies;
}

// t_0 = 3: the mean is of the weights after steps 2, 3 and 4, counted from 1.
TEST(Sma, IsTheMeanOfErmsWeightsFromTheStartOn) {
  const auto sma = testing::TinyObjective("SMA", {{"sma_start_iters", 3}}),
             erm = testing::TinyObjective("ERM");
  std::vector<std::map<std::string, at::Tensor>> after;
  for (int64_t step = 0; step < 4; ++step) {
    const auto batches = testing::TinyBatches(step);
    EXPECT_EQ(sma->Step(batches, step), erm->Step(batches, step));
    after.push_back(Copy(*erm));
  }
  int compared = 0;
  for (const auto& [name, value] : Copy(*sma)) {
    if (!name.starts_with("average.") || name == "average.count") continue;
    const std::string plain = name.substr(8);
    const at::Tensor mean =
        (after[1].at(plain) + after[2].at(plain) + after[3].at(plain)) / 3;
    // Three roundings of weights below 1.
    EXPECT_LT((value - mean).abs().max().item<double>(), 5e-16) << name;
    ++compared;
  }
  EXPECT_EQ(compared, 8);
}

TEST(Sma, PredictsByTheWeightsThemselvesBefore) {
  const auto sma = testing::TinyObjective("SMA", {{"sma_start_iters", 3}}),
             erm = testing::TinyObjective("ERM");
  const Inputs x = testing::TinyBatches(9)[0].x;
  for (int64_t step = 0; step < 3; ++step) {
    sma->Step(testing::TinyBatches(step), step);
    erm->Step(testing::TinyBatches(step), step);
    EXPECT_EQ(sma->Logits(x).equal(erm->Logits(x)), step < 2) << step;
  }
}

}  // namespace
}  // namespace graft
