#include "common/kernels/bi_lstm.h"

#include <gtest/gtest.h>

#include "common/base/strings.h"
#include "common/tensor/named_tensor.h"
#include "common/testing/tensors.h"
#include "common/testing/twin_check.h"
#include "tests/common/kernels/bi_lstm_ref.h"

namespace graft {
namespace {

constexpr int kIn = 3, kHidden = 2, kSteps = 4;

// x, then the eight weights.
std::vector<NamedTensor> RandomTensors() {
  std::vector<NamedTensor> all;
  const auto add = [&](const std::vector<int64_t>& shape) {
    all.push_back({StrCat("tensor ", all.size()),
                   testing::RandomTensor(shape, all.size()).requires_grad_()});
  };
  add({kSteps, kIn});
  for (int direction = 0; direction < 2; ++direction) {
    add({4 * kHidden, kIn});
    add({4 * kHidden, kHidden});
    add({4 * kHidden});
    add({4 * kHidden});
  }
  return all;
}

TEST(BiLstm, AgreesWithItsTwinInValueAndGradient) {
  const std::vector<NamedTensor> all = RandomTensors();
  std::vector<at::Tensor> weights;
  for (size_t i = 1; i < all.size(); ++i) weights.push_back(all[i].tensor);
  testing::ExpectEqualToTwin(
      [&] { return BiLstm(all[0].tensor, weights); }, all,
      [](const auto& p) { return ref::BiLstm(p[0], &p[1], kIn, kHidden); });
}

}  // namespace
}  // namespace graft
