#include "peft/hub/any_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/files.h"
#include "peft/hub/graft_folder.h"
#include "tests/peft/hub/folder_checks.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using ::testing::HasSubstr;

class AnyFolder : public ::testing::Test {
 protected:
  const Bert trunk_ = testing::GoldenTrunk(at::kFloat);
};

TEST_F(AnyFolder, ReadsPeftsFormatAndOurs) {
  const std::string peft = testing::CopyOfGolden("peft/lora", "peft"),
                    ours = EmptyFolder("ours");
  EXPECT_EQ(*BaseModelOf(peft), "tiny_bert");
  const auto graft = LoadAdapter(peft, trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  ASSERT_TRUE(
      SaveGraft(ours, graft->config, TrainedTensors(*graft->method, graft->head)).ok());
  EXPECT_EQ(*BaseModelOf(ours), "tiny_bert");
  EXPECT_EQ(PlanAdapter(peft, trunk_)->format, "Hugging Face PEFT");
  EXPECT_EQ(PlanAdapter(ours, trunk_)->format, "graft");
  EXPECT_EQ(testing::LoadError(ours, trunk_), "loaded");
}

// An adapter with a module that is trained whole moves to our own format, too.
TEST_F(AnyFolder, OursKeepsSavedModules) {
  const auto graft =
      LoadAdapter(testing::CopyOfGolden("peft/lora_regex", "pooler"), trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  EXPECT_EQ(graft->config.modules_to_save, std::vector<std::string>{"pooler"});
  const std::string ours = EmptyFolder("ours_pooler");
  ASSERT_TRUE(
      SaveGraft(ours, graft->config, TrainedTensors(*graft->method, graft->head)).ok());
  EXPECT_EQ(testing::LoadError(ours, trunk_), "loaded");
}

TEST_F(AnyFolder, RefusesOtherFolders) {
  const std::string folder = EmptyFolder("none");
  EXPECT_THAT(testing::LoadError(folder, trunk_), HasSubstr("holds no trained graft"));
  EXPECT_THAT(BaseModelOf(folder).status().ToString(), HasSubstr("NOT_FOUND"));
  const std::string config = folder + "/adapter_config.json";
  for (const char* text : {"{}", "[]", "3", "{\"a\":"}) {
    ASSERT_TRUE(WriteFileAtomically(config, text).ok());
    EXPECT_THAT(testing::LoadError(folder, trunk_), HasSubstr(config)) << text;
    EXPECT_EQ(BaseModelOf(folder).value_or("error"),
              text == std::string("{}") ? "" : "error");
  }
}

}  // namespace
}  // namespace graft
