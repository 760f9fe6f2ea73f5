#include "peft/adapter/bottleneck_set.h"

#include <gtest/gtest.h>

namespace graft {
namespace {

const Dropout kOff;
const std::string kName = "encoder.layer.1";

TrunkInfo Trunk() {
  TrunkInfo trunk;
  trunk.layers = 2;
  trunk.hidden = 8;
  return trunk;
}

absl::StatusOr<BottleneckSet> Make(const BottleneckConfig& config) {
  return BottleneckSet::Create(config, Trunk(), RandomStream(1, "init"));
}

std::vector<std::string> Names(const BottleneckSet& set) {
  std::vector<std::string> names;
  for (const Bottleneck* f : set.All()) names.push_back(f->name());
  return names;
}

TEST(BottleneckSet, RejectsBadOptions) {
  EXPECT_EQ(Make({.at = "heads"}).status().ToString(),
            "INVALID_ARGUMENT: at=heads: expected ffn, attention or both");
  EXPECT_EQ(Make({.at = ""}).status().ToString(),
            "INVALID_ARGUMENT: at=: expected ffn, attention or both");
  EXPECT_EQ(Make({.r = 0}).status().ToString(),
            "INVALID_ARGUMENT: r=0: expected 1 … 65536");
}

TEST(BottleneckSet, StandsWhereItIsAskedToInTheTrunksOrder) {
  using List = std::vector<std::string>;
  EXPECT_EQ(Names(*Make({.at = "ffn"})),
            (List{"encoder.layer.0.output", "encoder.layer.1.output"}));
  EXPECT_EQ(
      Names(*Make({.at = "attention"})),
      (List{"encoder.layer.0.attention.output", "encoder.layer.1.attention.output"}));
  EXPECT_EQ(Names(*Make({.at = "both"})),
            (List{"encoder.layer.0.attention.output", "encoder.layer.0.output",
                  "encoder.layer.1.attention.output", "encoder.layer.1.output"}));
}

TEST(BottleneckSet, FindsTheBottleneckOfASublayer) {
  const BottleneckSet ffn = *Make({.at = "ffn"});
  const Site site{kName, 1, kOff};
  EXPECT_EQ(ffn.At(site, Sublayer::kAttention), nullptr);
  ASSERT_NE(ffn.At(site, Sublayer::kFeedForward), nullptr);
  EXPECT_EQ(ffn.At(site, Sublayer::kFeedForward)->name(), "encoder.layer.1.output");
}

TEST(BottleneckSet, CountsTheFormulaOfItsCard) {
  int64_t count = 0;
  for (const NamedTensor& t : Make({.r = 3, .at = "both"})->Tensors())
    count += t.tensor.numel();
  EXPECT_EQ(count, 4 * (2 * 3 * 8 + 3 + 8));
}

TEST(BottleneckSet, StartsEachFromItsOwnValues) {
  const std::vector<NamedTensor> t = Make({.r = 3})->Tensors();
  EXPECT_FALSE(t[0].tensor.equal(t[4].tensor));
}

}  // namespace
}  // namespace graft
