#include "common/formats/tensor_view.h"

#include <limits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

TEST(TensorView, EveryTypeIsFoundByItsName) {
  for (int i = 0; i <= static_cast<int>(DType::kU64); ++i) {
    const auto dtype = static_cast<DType>(i);
    EXPECT_EQ(ParseDType(DTypeName(dtype)), dtype);
    EXPECT_THAT(DTypeNames(), HasSubstr(std::string(DTypeName(dtype))));
  }
  EXPECT_EQ(ParseDType("f32"), std::nullopt);
  EXPECT_EQ(ParseDType(""), std::nullopt);
}

TEST(TensorView, SizesAreThoseOfTheNames) {
  EXPECT_EQ(DTypeSize(DType::kBool), 1);
  EXPECT_EQ(DTypeSize(DType::kF8E4M3), 1);
  EXPECT_EQ(DTypeSize(DType::kBF16), 2);
  EXPECT_EQ(DTypeSize(DType::kF32), 4);
  EXPECT_EQ(DTypeSize(DType::kI64), 8);
}

TEST(TensorView, ByteSizeIsTheProductOfTheShapeAndNothingOnOverflow) {
  EXPECT_EQ(ByteSize(DType::kF64, {}), 8);
  EXPECT_EQ(ByteSize(DType::kF16, {3, 5}), 30);
  EXPECT_EQ(ByteSize(DType::kF32, {7, 0}), 0);
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(ByteSize(DType::kU8, {kMax}), kMax);
  EXPECT_EQ(ByteSize(DType::kF16, {kMax}), std::nullopt);
  EXPECT_EQ(ByteSize(DType::kU8, {kMax, 2}), std::nullopt);
  EXPECT_EQ(ByteSize(DType::kU8, {2, -1}), std::nullopt);
  EXPECT_EQ(ByteSize(DType::kU8, {0, kMax}), 0);
  EXPECT_EQ(ByteSize(DType::kU8, {0, kMax, 2}), std::nullopt);
  EXPECT_EQ(ByteSize(DType::kU8, {kMax, 2, 0}), std::nullopt);
}

TEST(TensorView, ShapesPrintAsLists) {
  EXPECT_EQ(ShapeText({}), "[]");
  EXPECT_EQ(ShapeText({2}), "[2]");
  EXPECT_EQ(ShapeText({2, 3, 0}), "[2,3,0]");
}

}  // namespace
}  // namespace graft
