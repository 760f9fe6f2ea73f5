#include "peft/hub/module_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace graft {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> kPaths = {
    "bert.encoder.layer.0.attention.output.dense", "bert.encoder.layer.0.output.dense",
    "bert.encoder.layer.11.output.dense", "bert.encoder.layer.1.key",
    "bert.pooler.dense"};

std::vector<std::string> Selected(const Json& json, const Json& usual = {}) {
  const auto selected = SelectModules(json, kPaths, usual);
  EXPECT_TRUE(selected.ok()) << selected.status();
  return selected.value_or(std::vector<std::string>());
}

Json Targets(const Json& targets, const Json& more = Json::object()) {
  Json json = more;
  json["target_modules"] = targets;
  return json;
}

// As PEFT: "output.dense" means the attention's output as well.
TEST(ModuleRule, ANameMeansWhatEndsInIt) {
  EXPECT_THAT(Selected(Targets({"output.dense", "nothing"})),
              ElementsAre(kPaths[0], kPaths[1], kPaths[2]));
  EXPECT_THAT(Selected(Targets(Json::array({kPaths[3]}))), ElementsAre(kPaths[3]));
  EXPECT_THAT(SelectModules(Targets({"ense", "ey"}), kPaths, {}).status().ToString(),
              HasSubstr("target_modules"));
}

TEST(ModuleRule, AStringIsAPatternForTheWholePath) {
  EXPECT_THAT(Selected(Targets(R"(.*layer\.1\.key)")), ElementsAre(kPaths[3]));
  EXPECT_THAT(SelectModules(Targets("key"), kPaths, {}).status().ToString(),
              HasSubstr("found \"key\""));
  EXPECT_THAT(SelectModules(Targets("("), kPaths, {}).status().ToString(),
              HasSubstr("cannot be read"));
}

TEST(ModuleRule, AllLinearAndNothingAtAll) {
  EXPECT_EQ(Selected(Targets("all-linear")), kPaths);
  EXPECT_THAT(Selected(Json::object(), {"key", "value"}), ElementsAre(kPaths[3]));
}

TEST(ModuleRule, IsNarrowedByLayersExclusionsAndSavedModules) {
  EXPECT_THAT(Selected(Targets({"dense", "key"}, {{"layers_to_transform", {0, 1}}})),
              ElementsAre(kPaths[0], kPaths[1], kPaths[3]));
  EXPECT_THAT(Selected(Targets({"dense", "key"}, {{"layers_to_transform", 11}})),
              ElementsAre(kPaths[2]));
  EXPECT_THAT(
      Selected(Targets({"dense", "key"}, {{"exclude_modules", {"output.dense"}}})),
      ElementsAre(kPaths[3], kPaths[4]));
  EXPECT_THAT(Selected(Targets({"dense", "key"}, {{"exclude_modules", ".*layer.*"}})),
              ElementsAre(kPaths[4]));
  EXPECT_THAT(
      Selected(Targets({"key", "dense"}, {{"modules_to_save", {"pooler", "layer.0"}}})),
      ElementsAre(kPaths[2], kPaths[3]));
}

}  // namespace
}  // namespace graft
