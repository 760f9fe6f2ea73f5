#include "peft/hub/module_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::StartsWith;

class ModulePathsTest : public ::testing::Test {
 protected:
  std::vector<std::string> Short(const std::string& targets,
                                 const std::vector<std::string>& maps) const {
    return ShortTargets(targets, maps, base_).value();
  }
  const Bert trunk_ = testing::TinyBert();
  const PeftBase base_{trunk_, "bert."};
};

TEST_F(ModulePathsTest, AreTheLinearMapsAndTheNormsBelowTheRoot) {
  const auto maps = ModulePaths(base_, 2), norms = ModulePaths(base_, 1);
  EXPECT_EQ(maps.size(), 2 * 6 + 1);  // and the pooler; the tables are no maps
  EXPECT_THAT(maps, Each(StartsWith("bert.")));
  EXPECT_THAT(maps, Contains("bert.encoder.layer.1.output.dense"));
  EXPECT_EQ(norms.size(), 2 * 2 + 1);
  EXPECT_THAT(norms, Contains("bert.embeddings.LayerNorm"));
  EXPECT_EQ(TrunkNames(maps, base_), ModulePaths({trunk_, ""}, 2));
}

// "key" means the same to HF; "output.dense" means the attention's, too.
TEST_F(ModulePathsTest, TargetsAreShortWhereHfMeansTheSameByThem) {
  const std::string layer = "encoder.layer.";
  const std::vector<std::string> keys = {layer + "0.attention.self.key",
                                         layer + "1.attention.self.key"};
  EXPECT_EQ(Short("key", keys), std::vector<std::string>{"key"});
  const std::vector<std::string> outputs = {layer + "0.output.dense",
                                            layer + "1.output.dense"};
  EXPECT_EQ(Short("output.dense", outputs), outputs);
}

}  // namespace
}  // namespace graft
