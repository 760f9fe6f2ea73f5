#include "dg/data/vector_domains.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"

namespace graft {
namespace {

at::Tensor Ints(const std::vector<int64_t>& values) { return at::tensor(values); }

VectorDomains Two() {
  return VectorDomains(
      "two", {"a", "b"}, {"no", "yes"},
      {{at::ones({3, 4}), Ints({0, 1, 1})}, {at::zeros({1, 4}), Ints({0})}});
}

TEST(VectorDomains, GiveTheirRowsInTheOrderAsked) {
  const VectorDomains data = Two();
  const std::vector<int64_t> items = {2, 0, 2};
  EXPECT_EQ(data.size(0), 3);
  EXPECT_EQ(data.shape(), (std::vector<int64_t>{4}));
  EXPECT_EQ(data.Get(0, items).rows(), 3);
  EXPECT_TRUE(data.Labels(0, items).equal(Ints({1, 0, 1})));
}

TEST(VectorDomains, RefuseLabelsOutsideTheClasses) {
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_DEATH(
      VectorDomains("x", {"a"}, {"no", "yes"}, {{at::ones({1, 4}), Ints({2})}}), "2");
}

}  // namespace
}  // namespace graft
