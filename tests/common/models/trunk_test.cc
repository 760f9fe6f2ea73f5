#include "common/models/trunk.h"

#include <gtest/gtest.h>

#include "common/tensor/ops.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

TEST(TrunkInfo, DescribesABert) {
  const Bert bert = testing::TinyBert();
  const TrunkInfo& info = bert.info();
  EXPECT_EQ(info.layers, 2);
  EXPECT_EQ(info.hidden, 8);
  EXPECT_EQ(info.heads, 2);
  EXPECT_EQ(info.feed_forward, 12);
  EXPECT_EQ(info.vocabulary, 20);
  EXPECT_EQ(info.positions, 32);
  EXPECT_EQ(info.linear_maps.size(), 2 * 6);  // the pooler is no map of a layer
  EXPECT_EQ(info.linear_maps.at("encoder.layer.1.intermediate.dense"),
            std::pair(int64_t{12}, int64_t{8}));
}

TEST(TrunkInfo, CountsEveryParameter) {
  // Embeddings (20 + 32 + 2)·8 + 2·8; a layer 4(64 + 8) + (96 + 12) + (96 + 8) + 4·8; pooler.
  EXPECT_EQ(testing::TinyBert().info().ParameterCount(),
            54 * 8 + 16 + 2 * (288 + 108 + 104 + 32) + 72);
}

TEST(TrunkInfo, GraftsAreFloatBesideNarrowerTrunks) {
  for (const auto& [trunk, graft] :
       {std::pair(at::kDouble, at::kDouble), std::pair(at::kFloat, at::kFloat),
        std::pair(at::kBFloat16, at::kFloat)})
    EXPECT_EQ(testing::TinyBert(trunk).info().graft_dtype(), graft);
}

}  // namespace
}  // namespace graft
