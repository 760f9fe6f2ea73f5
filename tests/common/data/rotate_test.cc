#include "common/data/rotate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

#include "common/base/files.h"
#include "common/base/strings.h"
#include "common/data/mnist.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"

namespace graft {
namespace {

const Weights& Golden() {
  static const Weights golden =
      testing::GoldenTensors("tests/golden/rotate.safetensors");
  return golden;
}

// Pillow's results (tools/golden/images.py), bit for bit.
TEST(Rotate, HasTheBitsOfPil) {
  for (const std::string name : {"square", "oblong"})
    for (const double angle :
         {0., 15., 30., 45., 60., 75., 90., 180., 270., -20., 133.7, 405.}) {
      const at::Tensor got = Rotated(Golden().at(name), angle);
      EXPECT_TRUE(got.equal(Golden().at(StrCat(name, ".", angle))))
          << name << " at " << angle;
    }
}

// All of RotatedMNIST: 420,000 images.
TEST(Rotate, HasTheBitsOfPilOnAllOfMnist) {
  const at::Tensor images = LoadMnist().value().images;
  for (const int angle : {0, 15, 30, 45, 60, 75}) {
    const at::Tensor turned = Rotated(images, angle);
    const std::string hex =
        Sha256Hex({static_cast<const char*>(turned.const_data_ptr()),
                   static_cast<size_t>(turned.numel())});
    const at::Tensor expected = Golden().at(StrCat("mnist_sha256.", angle));
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(std::stoi(hex.substr(2 * i, 2), nullptr, 16),
                expected[i].item<uint8_t>())
          << angle;
  }
}

TEST(Rotate, KeepsSizesAndTakesAnyLayoutInMemory) {
  const at::Tensor images = Golden().at("oblong");
  EXPECT_EQ(Rotated(images.slice(0, 0, 0), 30).sizes(), at::IntArrayRef({0, 9, 14}));
  const at::Tensor turned = images.transpose(1, 2);
  EXPECT_TRUE(Rotated(turned, 30).equal(Rotated(turned.contiguous(), 30)));
  EXPECT_TRUE(images.equal(testing::GoldenTensors("tests/golden/rotate.safetensors")
                               .at("oblong")));  // the argument is left alone
}

TEST(RotateDeathTest, TakesGrayBytesOnly) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(Rotated(at::zeros({2, 2}, at::kByte), 30), "\\[N,H,W\\]");
  EXPECT_DEATH(Rotated(at::zeros({1, 2, 2}, at::kFloat), 30), "8-bit gray");
}

}  // namespace
}  // namespace graft
