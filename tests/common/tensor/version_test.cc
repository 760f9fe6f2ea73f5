#include "common/tensor/version.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

// The version that WORKSPACE pins.
TEST(LibTorchVersion, IsThePinnedOne) { EXPECT_EQ(LibTorchVersion(), "2.11.0"); }

}  // namespace
}  // namespace graft
