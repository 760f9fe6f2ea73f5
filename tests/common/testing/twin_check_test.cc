#include "common/testing/twin_check.h"

#include <gtest/gtest-spi.h>

namespace graft::testing {
namespace {

// x² of one number; with `planted` the backward pass sees only one of the factors.
void CheckSquare(bool planted, double twins_factor = 1) {
  const at::Tensor x = at::full({1}, 1.5, at::kDouble).requires_grad_();
  ExpectEqualToTwin([&] { return x * (planted ? x.detach() : x); }, {{"x", x}},
                    [&]<class T>(const std::vector<std::vector<T>>& in) {
                      return std::vector<T>{twins_factor * in[0][0] * in[0][0]};
                    });
}

TEST(TwinCheck, AcceptsARightValueAndGradient) { CheckSquare(false); }

TEST(TwinCheck, RefusesAPlantedWrongGradient) {
  EXPECT_NONFATAL_FAILURE(CheckSquare(true), "x element 0");
}

// By 1e-13, some hundred roundings, and so little that the gradient still agrees.
TEST(TwinCheck, RefusesAPlantedWrongValue) {
  EXPECT_NONFATAL_FAILURE(CheckSquare(false, 1 + 1e-13), "element 0");
}

TEST(TwinCheck, RefusesAnotherNumberOfValues) {
  EXPECT_FATAL_FAILURE(
      {
        const at::Tensor x = at::ones({2}, at::kDouble).requires_grad_();
        ExpectEqualToTwin([&] { return x * x; }, {{"x", x}},
                          []<class T>(const std::vector<std::vector<T>>& in) {
                            return std::vector<T>{in[0][0]};
                          });
      },
      "got.size()");
}

}  // namespace
}  // namespace graft::testing
