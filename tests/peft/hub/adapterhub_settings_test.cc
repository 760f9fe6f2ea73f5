#include "peft/hub/adapterhub_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class AdapterHubSettingsTest : public ::testing::Test {
 protected:
  Json Write(const std::string& method, const OptionValues& options) const {
    const auto json =
        WriteAdapterHubSettings({.method = method, .options = options}, trunk_);
    EXPECT_TRUE(json.ok()) << json.status();
    return *json;
  }
  GraftConfig Read(const Json& json) const {
    GraftConfig config;
    const absl::Status status = ReadAdapterHubSettings(json, trunk_, &config);
    EXPECT_TRUE(status.ok()) << status;
    return config;
  }
  const TrunkInfo trunk_ = testing::TinyBert().info();  // C = 8
};

TEST_F(AdapterHubSettingsTest, AreReadAsTheyWereWritten) {
  const std::pair<const char*, OptionValues> grafts[] = {
      {"pfeiffer", {{"r", "4"}, {"reads", "norm"}}},
      {"houlsby", {{"r", "3"}, {"activation", "swish"}}},
      {"parallel_adapter", {{"r", "5"}, {"at", "both"}, {"learn_s", "true"}}},
      {"scaled_parallel_adapter", {{"r", "8"}}}};
  for (const auto& [method, options] : grafts) {
    const Json json = Write(method, options);
    const GraftConfig read = Read(json);
    for (const auto& [name, value] : options)
      EXPECT_EQ(read.options.at(name), value) << method;
    EXPECT_EQ(Write(read.method, read.options), json) << method;
  }
  EXPECT_EQ(Read(Write("scaled_parallel_adapter", {{"r", "8"}})).options.at("s"), "4");
}

// 8 / reduction_factor, rounded down, is each width again.
TEST_F(AdapterHubSettingsTest, EveryWidthHasAReductionFactor) {
  for (int r = 1; r <= 20; ++r) {
    const std::string width = StrCat(r);
    EXPECT_EQ(Read(Write("pfeiffer", {{"r", width}})).options.at("r"), width);
  }
}

TEST_F(AdapterHubSettingsTest, NameTheKeyThatIsWrong) {
  const std::pair<Json, const char*> wrong[] = {
      {{{"ln_after", true}}, "key \"ln_after\": expected false"},
      {{{"reduction_factor", -1}}, "reduction_factor"},
      {{{"reduction_factor", 1e-9}}, "a width up to 65536"},
      {{{"scaling", 2}}, "scaling"},
      {{{"mh_adapter", 1}}, "mh_adapter"},
      {{{"no_such", 1}}, "no setting of a bottleneck adapter"}};
  for (const auto& [changes, message] : wrong) {
    Json json = Write("pfeiffer", {{"r", "4"}});
    json.update(changes);
    GraftConfig config;
    EXPECT_THAT(ReadAdapterHubSettings(json, trunk_, &config).ToString(),
                HasSubstr(message));
  }
}

TEST_F(AdapterHubSettingsTest, OtherMethodsAreNotWritten) {
  EXPECT_THAT(WriteAdapterHubSettings({.method = "lora"}, trunk_).status().ToString(),
              HasSubstr("method lora is no bottleneck adapter of AdapterHub"));
}

}  // namespace
}  // namespace graft
