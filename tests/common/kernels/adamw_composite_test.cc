#include "common/kernels/adamw_composite.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft::adamw {
namespace {

using testing::RandomTensor;
using testing::RelativeDistance;

// Five steps beside the fused rows. Each makes some ten roundings of its terms; 1e-14 is 45.
TEST(CompositeUpdate, EqualsTheFusedRows) {
  constexpr int64_t kSize = 37;
  const Rule<double> rule = {.keep = 0.999,
                             .beta1 = 0.9,
                             .rest1 = 0.1,
                             .beta2 = 0.999,
                             .rest2 = 0.001,
                             .rate = 0.02,
                             .root_correction = 3,
                             .epsilon = 1e-8,
                             .scale = 0.5};
  at::Tensor value = RandomTensor({kSize}, 1), m = at::zeros({kSize}, at::kDouble),
             v = at::zeros({kSize}, at::kDouble);
  at::Tensor fused_value = value.clone(), fused_m = m.clone(), fused_v = v.clone();
  for (int step = 0; step < 5; ++step) {
    const at::Tensor gradient = RandomTensor({kSize}, 10 + step);
    CompositeUpdate(rule, gradient, value, m, v);
    Update(rule, kSize, gradient.const_data_ptr<double>(),
           fused_value.mutable_data_ptr<double>(), fused_m.mutable_data_ptr<double>(),
           fused_v.mutable_data_ptr<double>());
  }
  EXPECT_LT(RelativeDistance(value, fused_value), 1e-14);
  EXPECT_LT(RelativeDistance(m, fused_m), 1e-14);
  EXPECT_LT(RelativeDistance(v, fused_v), 1e-14);
}

}  // namespace
}  // namespace graft::adamw
