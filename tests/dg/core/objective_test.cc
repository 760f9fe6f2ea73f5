#include "dg/core/objective.h"

#include <gtest/gtest.h>

#include "tests/dg/objective_checks.h"

namespace graft {
namespace {

TEST(Registry, KnowsItsObjectivesByName) {
  const auto erm = FindObjective("ERM");
  ASSERT_TRUE(erm.ok()) << erm.status();
  EXPECT_EQ((*erm)->name, "ERM");
  const auto wrong = FindObjective("EMR");
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(wrong.status().message().find("ERM"), std::string::npos);
}

TEST(Registry, RefusesWhatNoObjectiveCanLearn) {
  ObjectiveSetting setting = testing::TinySetting("ERM");
  setting.classes = 1;
  EXPECT_EQ(CreateObjective("ERM", setting).status().ToString(),
            "INVALID_ARGUMENT: objective ERM: 1 class: expected at least 2");
  setting.classes = 2;
  setting.domains = 0;
  EXPECT_EQ(CreateObjective("ERM", setting).status().ToString(),
            "INVALID_ARGUMENT: objective ERM: 0 source domains: expected at least 1");
}

TEST(Registry, RefusesNetworksWithoutBlocksWhereTheyAreNeeded) {
  ObjectiveSetting setting = testing::TinySetting("MixStyle", {}, 3, true);
  EXPECT_TRUE(CreateObjective("MixStyle", setting).ok());
  setting.featurizer = testing::TinySetting("ERM").featurizer;  // an MLP
  EXPECT_EQ(CreateObjective("MixStyle", setting).status().ToString(),
            "INVALID_ARGUMENT: objective MixStyle: it acts on what a network's blocks "
            "give, and this network has no blocks");
}

TEST(Registry, NamesEveryFamily) {
  for (const ObjectiveInfo* info : AllObjectives())
    EXPECT_FALSE(FamilyName(info->traits.family).empty()) << info->name;
}

}  // namespace
}  // namespace graft
