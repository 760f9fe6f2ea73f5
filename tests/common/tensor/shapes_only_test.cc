#include "common/tensor/shapes_only.h"

#include <gtest/gtest.h>

#include "common/tensor/init.h"
#include "common/tensor/ops.h"

namespace graft {
namespace {

const RandomStream kStream(7, "init");

TEST(ShapesOnly, InitialValuesHaveTheirShapeAndOneElementOfMemory) {
  const ShapesOnly shapes_only;
  const std::vector<int64_t> huge = {int64_t{1} << 20, int64_t{1} << 20};
  for (const at::ScalarType dtype : {at::kFloat, at::kDouble})
    for (const at::Tensor& x :
         {Zeros(huge, dtype), Normal(huge, 1, dtype, kStream),
          Uniform(huge, 1, dtype, kStream),
          KaimingUniform(huge[0], huge[1], dtype, kStream).requires_grad_()}) {
      EXPECT_EQ(x.sizes(), at::IntArrayRef(huge));
      EXPECT_EQ(x.scalar_type(), dtype);
      EXPECT_EQ(x.storage().nbytes(), x.element_size());
      EXPECT_EQ(x[17][4].item<double>(), 0);
    }
}

TEST(ShapesOnly, HoldsWhileOneLives) {
  EXPECT_FALSE(ShapesOnly::Holds());
  {
    const ShapesOnly outer;
    { const ShapesOnly inner; }
    EXPECT_TRUE(ShapesOnly::Holds());
  }
  EXPECT_FALSE(ShapesOnly::Holds());
  EXPECT_EQ(Zeros({2, 3}, at::kFloat).storage().nbytes(), 24);
}

TEST(ShapesOnly, ATensorOfItIsReplacedInPlaceAndStillTrained) {
  at::Tensor x;
  {
    const ShapesOnly shapes_only;
    x = Normal({2, 3}, 1, at::kFloat, kStream).requires_grad_();
  }
  const at::Tensor same = x;
  x.set_data(at::ones({2, 3}, at::kFloat));
  EXPECT_TRUE(same.equal(at::ones({2, 3}, at::kFloat)));
  EXPECT_TRUE(same.requires_grad() && same.is_leaf());
  (same * same).sum().backward();
  EXPECT_TRUE(x.grad().equal(2 * at::ones({2, 3}, at::kFloat)));
}

TEST(ShapesOnly, CopyingIntoOneIsRefused) {
  at::Tensor x = ShapeOf({2, 3}, at::kFloat);
  EXPECT_ANY_THROW(x.copy_(at::ones({2, 3}, at::kFloat)));
}

}  // namespace
}  // namespace graft
