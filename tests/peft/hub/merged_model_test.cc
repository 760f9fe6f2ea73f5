#include "peft/hub/merged_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/runfiles.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"
#include "peft/hub/any_folder.h"
#include "tests/peft/hub/folder_checks.h"

namespace graft {
namespace {

using testing::CopyOfGolden;
using testing::EmptyFolder;
using testing::GoldenTrunk;
using ::testing::HasSubstr;

const std::string kTrunk = "tests/golden/tiny_bert";

class MergedModel : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Methods, MergedModel,
                         ::testing::Values("ia3", "ln_tuning", "lora", "lora_bias",
                                           "lora_patterns", "lora_regex"),
                         [](const auto& info) { return info.param; });

// Saved in float32, and merged weights are rounded once more: eight layers of operations.
TEST_P(MergedModel, GivesTheLogitsOfTheAdapter) {
  const Bert trunk = GoldenTrunk(at::kFloat);
  const auto graft = LoadAdapter(CopyOfGolden("peft/" + GetParam(), "adapter"), trunk);
  ASSERT_TRUE(graft.ok()) << graft.status();
  const std::string folder = EmptyFolder("merged");
  ASSERT_TRUE(SaveMerged(folder, *graft, trunk, Runfile(kTrunk).value()).ok());

  const auto merged = Bert::Load(folder, at::kFloat);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_EQ(merged->config().labels, graft->config.labels);
  const Weights whole = LoadWeights(folder).value();
  const Head head({whole.at("classifier.weight"), whole.at("classifier.bias")},
                  Pooling::kPooler, 0, at::kFloat);
  const Weights golden =
      testing::GoldenTensors("tests/golden/peft/" + GetParam() + "/golden.safetensors");
  const Graft none;
  const at::Tensor logits = head.Logits(
      *merged, merged->Forward(testing::GoldenBatch(golden), none, {}), none, {});
  EXPECT_LT(testing::RelativeDistance(logits, testing::Logits(trunk, *graft, golden)),
            64 * 0x1p-23);
  EXPECT_TRUE(std::filesystem::exists(folder + "/vocab.txt"));
}

TEST(MergedModelErrors, SayWhatCannotBeMerged) {
  const Bert trunk = GoldenTrunk(at::kFloat);
  const std::string source = Runfile(kTrunk).value();
  const auto prefix = LoadAdapter(CopyOfGolden("peft/prefix", "prefix"), trunk);
  EXPECT_THAT(SaveMerged(EmptyFolder("never"), *prefix, trunk, source).ToString(),
              HasSubstr("method prefix cannot be merged"));
  auto lora = LoadAdapter(CopyOfGolden("peft/lora", "lora"), trunk);
  EXPECT_THAT(SaveMerged(source, *lora, trunk, source).ToString(),
              HasSubstr("there is a model already"));
  lora->config.pooling = Pooling::kMean;
  EXPECT_THAT(SaveMerged(EmptyFolder("never"), *lora, trunk, source).ToString(),
              HasSubstr("train with --pooling=pooler"));
  EXPECT_TRUE(std::filesystem::is_empty(EmptyFolder("never")));
}

}  // namespace
}  // namespace graft
