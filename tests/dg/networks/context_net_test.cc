#include "dg/networks/context_net.h"

#include <gtest/gtest.h>

#include "common/base/strings.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "tests/dg/network_checks.h"

namespace graft {
namespace {

ContextNet Make(int64_t channels) {
  return ContextNet(channels, at::kDouble, RandomStream(1, "init"));
}

std::vector<NamedTensor> WithTheirNames(std::vector<NamedTensor> tensors) {
  for (NamedTensor& t : tensors) t.name = "context_net." + t.name;
  return tensors;
}

TEST(ContextNet, HasAsManyParametersAsItsCardSays) {
  int64_t weights = 0;
  for (const NamedTensor& t : Make(2).Tensors())
    if (t.tensor.dim() == 4) weights += t.tensor.numel();
  EXPECT_EQ(weights, 25 * (2 * 64 + 64 * 64 + 64));
}

// Three convolutions of up to 1,600 products, each adding ε of its scale √n times.
void ExpectFollowsDomainBeds(const std::string& mode, int64_t channels, int64_t size) {
  const Weights golden =
      testing::GoldenTensors("tests/golden/dg/context_net.safetensors");
  const bool training = mode == "train";
  const ContextNet net = Make(channels);
  std::vector<NamedTensor> tensors = WithTheirNames(net.Tensors()),
                           buffers = WithTheirNames(net.Buffers());
  testing::SetByFormula(tensors);
  testing::SetByFormula(buffers);
  // A bias before a normalisation by the batch does nothing: its gradient is rounding.
  if (training)
    std::erase_if(tensors, [](const NamedTensor& t) {
      return t.name == "context_net.0.bias" || t.name == "context_net.3.bias";
    });
  else
    buffers.clear();
  testing::ExpectFollowsGolden(
      {.golden = golden,
       .key = StrCat(mode, size),
       .input = {3, channels, size, size},
       .tensors = tensors,
       .buffers = buffers,
       .forward = [&](const at::Tensor& x) { return net(x, training); },
       .within = 1e-12});
}

TEST(ContextNet, FollowsDomainBedsInEvaluation) {
  ExpectFollowsDomainBeds("eval", 1, 8);
  ExpectFollowsDomainBeds("eval", 2, 14);
}

TEST(ContextNet, FollowsDomainBedsInTraining) {
  ExpectFollowsDomainBeds("train", 1, 8);
  ExpectFollowsDomainBeds("train", 2, 14);
}

}  // namespace
}  // namespace graft
