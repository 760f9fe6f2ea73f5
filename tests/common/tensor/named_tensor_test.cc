#include "common/tensor/named_tensor.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

// A copy is the same tensor, not the same values: writing through one shows in the other.
TEST(NamedTensor, CopiesShareTheirTensor) {
  const NamedTensor a{"a", at::zeros({2})};
  const NamedTensor b = a;
  b.tensor.fill_(3);
  EXPECT_EQ(a.tensor.sum().item<double>(), 6);
}

}  // namespace
}  // namespace graft
