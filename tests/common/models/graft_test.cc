#include "common/models/graft.h"

#include <gtest/gtest.h>

#include "common/testing/tensors.h"

namespace graft {
namespace {

TEST(Graft, ThatOverridesNothingHandsBackWhatItIsGiven) {
  const Graft graft;
  const std::string name = "encoder.layer.0";
  const Dropout off;
  const Site site{name, 0, off};
  const at::Tensor x = testing::RandomTensor({3, 4}, 1),
                   y = testing::RandomTensor({3, 4}, 2);
  EXPECT_TRUE(graft.Parameter(site, x).is_same(x));
  EXPECT_TRUE(graft.Linear(site, x, y).is_same(y));
  EXPECT_FALSE(graft.Prefix(site, 2).has_value());
  EXPECT_TRUE(graft.AfterAttention(site, {x, x, 1}, y).is_same(y));
  for (const Sublayer sublayer : {Sublayer::kAttention, Sublayer::kFeedForward})
    EXPECT_TRUE(graft.AfterSublayer(site, sublayer, x, y).is_same(y));
  const Ragged words = graft.Embed(site, {x, {0, 1, 3}});
  EXPECT_TRUE(words.rows.is_same(x));
  EXPECT_EQ(words.prompt, 0);
  EXPECT_EQ(graft.ExtraTokens(), 0);
  EXPECT_EQ(graft.PositionShift(), 0);
  EXPECT_TRUE(graft.Tensors().empty());
}

}  // namespace
}  // namespace graft
