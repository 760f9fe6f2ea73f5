#include "common/tensor/device.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

TEST(Device, TheCpuIsAlwaysThere) {
  const auto device = ParseDevice("cpu");
  ASSERT_TRUE(device.ok()) << device.status();
  EXPECT_TRUE(device->is_cpu());
}

TEST(Device, AnUnknownNameIsAnErrorThatSaysWhatIsExpected) {
  const absl::Status status = ParseDevice("tpu").status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_NE(status.message().find("'tpu': expected cpu or cuda"),
            absl::string_view::npos);
}

// Either there is a GPU, or the error says what to do.
TEST(Device, CudaIsThereOrSaysWhyNot) {
  const auto device = ParseDevice("cuda");
  if (device.ok()) {
    EXPECT_TRUE(device->is_cuda());
  } else {
    EXPECT_TRUE(absl::IsFailedPrecondition(device.status())) << device.status();
    EXPECT_NE(device.status().message().find("--config=cuda"), absl::string_view::npos);
  }
}

TEST(Device, MoveToKeepsTensorsThatAreThereAndTheirFlags) {
  const at::Tensor tensor = at::zeros({2}).requires_grad_();
  MoveTo(at::kCPU, {{"x", tensor}});
  EXPECT_TRUE(tensor.requires_grad() && tensor.is_leaf());
  const auto cuda = ParseDevice("cuda");
  if (!cuda.ok()) GTEST_SKIP() << cuda.status();
  const at::Tensor same = tensor;
  MoveTo(*cuda, {{"x", tensor}});
  EXPECT_TRUE(same.is_cuda() && same.requires_grad() && same.is_leaf());
}

}  // namespace
}  // namespace graft
