// Folders that the adapters library 1.3.0 wrote (tests/golden/adapters) and those we write.
#include "peft/hub/adapterhub_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"
#include "peft/hub/any_folder.h"
#include "tests/peft/hub/folder_checks.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using testing::ChangeConfig;
using testing::EmptyFolder;
using testing::GoldenTrunk;
using ::testing::HasSubstr;
using testing::LoadError;
using testing::RelativeDistance;

constexpr const char* kFiles[] = {"adapter.safetensors", "model_head.safetensors"};

std::string CopyOf(const std::string& golden) {
  const std::string from = Runfile("tests/golden/adapters/" + golden).value(),
                    to = EmptyFolder("copy");
  for (const char* file : {"adapter.safetensors", "model_head.safetensors",
                           "adapter_config.json", "head_config.json"})
    EXPECT_TRUE(WriteFileAtomically(StrCat(to, "/", file),
                                    ReadFile(StrCat(from, "/", file)).value())
                    .ok());
  return to;
}

Weights TensorsOf(const std::string& folder, const std::string& file) {
  return LoadWeights(folder + "/" + file).value();
}

void Replace(const std::string& folder, const std::string& file,
             const Weights& tensors) {
  std::vector<NamedTensor> named;
  for (const auto& [name, tensor] : tensors) named.push_back({name, tensor});
  ASSERT_TRUE(SaveTensors(folder + "/" + file, named).ok());
}

class EveryGolden : public ::testing::TestWithParam<std::string> {
 protected:
  const Bert trunk_ = GoldenTrunk(at::kDouble);
  const Weights golden_ = testing::GoldenTensors(
      "tests/golden/adapters/" + GetParam() +
      (GetParam() == "flex" ? "/logits.safetensors" : ".safetensors"));
};

INSTANTIATE_TEST_SUITE_P(Methods, EveryGolden,
                         ::testing::Values("double_seq_bn", "flex", "par_bn",
                                           "par_bn_learned", "seq_bn"),
                         [](const auto& info) { return info.param; });

// In float64 equal but for rounding.
TEST_P(EveryGolden, GivesTheLogitsThatTheLibraryGives) {
  const auto graft = LoadAdapter(CopyOf(GetParam()), trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  EXPECT_LT(
      RelativeDistance(testing::Logits(trunk_, *graft, golden_), golden_.at("logits")),
      1e-12);
  EXPECT_EQ(graft->config.base_model, "tiny_bert");
  EXPECT_EQ(graft->config.labels[1], GetParam() == "flex" ? "good" : "LABEL_1");
}

TEST_P(EveryGolden, IsWrittenAsItWasRead) {
  const std::string folder = CopyOf(GetParam()), again = EmptyFolder("again");
  const auto graft = LoadAdapter(folder, trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  const absl::Status saved = SaveAdapterHub(again, *graft, trunk_, "task");
  ASSERT_TRUE(saved.ok()) << saved;
  for (const char* file : kFiles) {
    const Weights before = TensorsOf(folder, file), after = TensorsOf(again, file);
    ASSERT_EQ(before.size(), after.size());
    for (const auto& [name, tensor] : before)
      EXPECT_TRUE(after.at(name).to(at::kFloat).equal(tensor)) << name;
  }
  const auto loaded = LoadAdapter(again, trunk_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_TRUE(testing::Logits(trunk_, *loaded, golden_)
                  .equal(testing::Logits(trunk_, *graft, golden_)));
  EXPECT_EQ(loaded->config.options, graft->config.options);
  EXPECT_EQ(loaded->config.labels, graft->config.labels);
}

TEST_P(EveryGolden, NamesEveryTensorThatIsWrong) {
  const std::string folder = CopyOf(GetParam());
  for (const char* file : kFiles) {
    const Weights whole = TensorsOf(folder, file);
    for (const auto& [name, tensor] : whole) {
      Weights spoilt = whole;
      spoilt.erase(name);
      Replace(folder, file, spoilt);
      EXPECT_THAT(LoadError(folder, trunk_),
                  HasSubstr("tensor " + name + " is missing"));
      spoilt[name] = at::zeros({5, 5}, at::kFloat);
      Replace(folder, file, spoilt);
      EXPECT_THAT(LoadError(folder, trunk_),
                  HasSubstr("tensor " + name + " has shape "));
    }
    Weights more = whole;
    more["stray"] = at::zeros({1}, at::kFloat);
    Replace(folder, file, more);
    EXPECT_THAT(LoadError(folder, trunk_),
                HasSubstr("tensor stray belongs to no part"));
    Replace(folder, file, whole);
  }
}

class AdapterHubFolder : public ::testing::Test {
 protected:
  std::string Changed(const Json& changes) const {
    const std::string folder = CopyOf("seq_bn");
    ChangeConfig(folder, changes);
    return LoadError(folder, trunk_);
  }
  const Bert trunk_ = GoldenTrunk(at::kFloat);
};

TEST_F(AdapterHubFolder, RefusesSettingsThatItCannotHonour) {
  const std::pair<Json, const char*> wrong[] = {
      {{{"config", "pfeiffer"}}, "config"},
      {{{"config", {{"phm_layer", true}}}}, "key \"phm_layer\": expected false"},
      {{{"config", {{"inv_adapter", "nice"}}}}, "inv_adapter"},
      {{{"config", {{"leave_out", {1}}}}}, "leave_out"},
      {{{"config", {{"residual_before_ln", false}}}}, "residual_before_ln"},
      {{{"config", {{"non_linearity", "mish"}}}}, "activation=mish"},
      {{{"config", {{"scaling", 2.0}}}}, "scaling"},
      {{{"config", {{"output_adapter", false}}}}, "output_adapter"},
      {{{"config", {{"reduction_factor", 0}}}}, "reduction_factor"},
      {{{"config", {{"reduction_factor", 1e-12}}}}, "reduction_factor"},
      {{{"config", {{"reduction_factor", 8}}}}, "adapter_config.json asks for [2"},
      {{{"config", {{"reduction_factor", 0.001}}}},
       "adapter_config.json asks for [16000"},
      {{{"config", {{"no_such", 1}}}}, "no_such"},
      {{{"hidden_size", 32}}, "made for another model"},
      {{{"model_type", "gpt2"}}, "model_type"},
      {{{"name", "a.b"}}, "name"}};
  for (const auto& [changes, message] : wrong)
    EXPECT_THAT(Changed(changes), HasSubstr(message)) << changes;
}

TEST_F(AdapterHubFolder, RefusesAMissingHeadAndOtherHeads) {
  const std::string folder = CopyOf("seq_bn");
  fs::remove(folder + "/head_config.json");
  EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("with_head=True"));
  const std::string flex = CopyOf("flex");
  const std::string path = flex + "/head_config.json";
  Json head = ReadJson(path).value();
  head["config"]["head_type"] = "tagging";
  ASSERT_TRUE(WriteJsonAtomically(path, head).ok());
  EXPECT_THAT(LoadError(flex, trunk_), HasSubstr("config.head_type"));
  head["config"]["head_type"] = "classification";
  head["config"]["label2id"] = {{"a", 0}, {"b", 0}, {"c", 2}};
  ASSERT_TRUE(WriteJsonAtomically(path, head).ok());
  EXPECT_THAT(LoadError(flex, trunk_), HasSubstr("label2id"));
}

TEST_F(AdapterHubFolder, WritesNothingThatWouldComputeSomethingElse) {
  auto graft = LoadAdapter(CopyOf("seq_bn"), trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  const auto error = [&] {
    return SaveAdapterHub(EmptyFolder("never"), *graft, trunk_, "task").ToString();
  };
  graft->config.pooling = Pooling::kMean;
  EXPECT_THAT(error(), HasSubstr("train with --pooling=pooler or dense"));
  graft->config.pooling = Pooling::kPooler;
  graft->config.method = "lora";
  EXPECT_THAT(error(), HasSubstr("method lora is no bottleneck adapter"));
  EXPECT_TRUE(fs::is_empty(EmptyFolder("never")));
}

}  // namespace
}  // namespace graft
