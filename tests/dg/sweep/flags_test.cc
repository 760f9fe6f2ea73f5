#include "dg/sweep/flags.h"

#include <absl/flags/declare.h>
#include <absl/flags/flag.h>
#include <absl/flags/reflection.h>
#include <gtest/gtest.h>

ABSL_DECLARE_FLAG(std::string, preset);
ABSL_DECLARE_FLAG(std::string, objectives);
ABSL_DECLARE_FLAG(std::string, data);
ABSL_DECLARE_FLAG(std::string, targets);
ABSL_DECLARE_FLAG(std::string, network);
ABSL_DECLARE_FLAG(std::string, set);
ABSL_DECLARE_FLAG(int64_t, per_domain);
ABSL_DECLARE_FLAG(int64_t, steps);

namespace graft {
namespace {

class SweepFlags : public ::testing::Test {
 protected:
  SweepFlags() {
    absl::SetFlag(&FLAGS_preset, "smoke");
    absl::SetFlag(&FLAGS_data, "synthetic");
  }
  std::string Refusal() { return std::string(SweepFromFlags().status().message()); }

 private:
  const absl::FlagSaver saver_;
};

TEST_F(SweepFlags, TakeWhatThePresetSays) {
  const auto setting = SweepFromFlags();
  ASSERT_TRUE(setting.ok()) << setting.status();
  EXPECT_EQ(setting->out, "results/dg_sweep_smoke");
  EXPECT_EQ(setting->config.objectives.size(), 2u);
  EXPECT_EQ(setting->config.data[0].steps, 20);
  EXPECT_EQ(setting->config.data[0].data->size(0),
            1000);  // the preset's 200 are of digits
  EXPECT_EQ(setting->config.data[0].network_name, "default");
}

TEST_F(SweepFlags, StandInThePresetsPlace) {
  absl::SetFlag(&FLAGS_objectives, "VREx");
  absl::SetFlag(&FLAGS_targets, "0.9");
  absl::SetFlag(&FLAGS_steps, 7);
  absl::SetFlag(&FLAGS_per_domain, 0);  // all, not the preset's
  absl::SetFlag(&FLAGS_set, "lr=0.01,batch_size=16");
  const auto setting = SweepFromFlags();
  ASSERT_TRUE(setting.ok()) << setting.status();
  EXPECT_EQ(setting->config.objectives[0].name, "VREx");
  EXPECT_EQ(setting->config.data[0].targets, (std::vector<int>{2}));
  EXPECT_EQ(setting->config.data[0].steps, 7);
  EXPECT_EQ(setting->config.data[0].data->size(0), 1000);
  EXPECT_EQ(setting->config.hparams.at("lr"), 0.01);
}

TEST_F(SweepFlags, SayWhichOneIsWrong) {
  absl::SetFlag(&FLAGS_preset, "tiny");
  EXPECT_EQ(Refusal(), "--preset=tiny: expected smoke, quick, standard or full");
  absl::SetFlag(&FLAGS_preset, "smoke");
  absl::SetFlag(&FLAGS_steps, -1);
  EXPECT_EQ(Refusal(), "--steps=-1: expected 0 or more");
  absl::SetFlag(&FLAGS_steps, 0);
  absl::SetFlag(&FLAGS_set, "lr");
  EXPECT_EQ(Refusal(), "--set: 'lr': expected name=number");
  absl::SetFlag(&FLAGS_set, "");
  absl::SetFlag(&FLAGS_network, "resnet");
  EXPECT_NE(Refusal().find("no network 'resnet'"), std::string::npos);
  absl::SetFlag(&FLAGS_network, "");
  absl::SetFlag(&FLAGS_targets, "mars");
  EXPECT_NE(Refusal().find("no domain 'mars'"), std::string::npos);
}

}  // namespace
}  // namespace graft
