#include "peft/hub/graft_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"
#include "tests/peft/hub/folder_checks.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using testing::ChangeConfig;
using testing::EmptyFolder;
using ::testing::HasSubstr;
using testing::TinyBert;

std::string Message(const absl::Status& status) {
  return std::string(status.message().data(), status.message().size());
}

// A LoRA of random values on the tiny trunk, and its head.
struct Trained {
  Bert trunk = TinyBert(at::kFloat);
  GraftConfig config{.method = "lora",
                     .options = {{"r", "2"}, {"targets", "key,value"}},
                     .labels = {"no", "\"yes\", è"},
                     .pooling = Pooling::kCls,
                     .max_length = 30,
                     .pairs = true,
                     .base_model = "a folder",
                     .base_hash = TrunkHash(trunk),
                     .base_shape = TrunkShape(trunk),
                     .seed = 17,
                     .metrics = {{"dev_accuracy", 0.75}}};
  std::unique_ptr<Method> method =
      CreateMethod("lora", config.options, trunk.info(), RandomStream(1, "init"))
          .value();
  Head head{2, trunk.info().hidden, Pooling::kCls,
            0, at::kFloat,          RandomStream(1, "init")};

  std::vector<NamedTensor> Tensors() const { return TrainedTensors(*method, head); }
  Trained() {
    const NoGrad no_grad;
    testing::Randomise(Tensors(), 3);
  }
  std::string Save(const std::string& name) const {
    const std::string folder = EmptyFolder(name);
    const absl::Status saved = SaveGraft(folder, config, Tensors());
    EXPECT_TRUE(saved.ok()) << saved;
    return folder;
  }
  at::Tensor Logits(const Method& method, const Head& head) const {
    const NoGrad no_grad;
    const Dropout off;
    return head.Logits(trunk, trunk.Forward(testing::TinyBatch(), method, off), method,
                       off);
  }
};

std::string LoadError(const std::string& folder, const Bert& trunk) {
  const auto loaded = LoadGraft(folder, trunk);
  return loaded.ok() ? "loaded" : Message(loaded.status());
}

TEST(GraftFolder, LoadsWhatWasSavedBitForBit) {
  const Trained trained;
  const std::string folder = trained.Save("whole");
  const auto loaded = LoadGraft(folder, trained.trunk);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_TRUE(trained.Logits(*trained.method, trained.head)
                  .equal(trained.Logits(*loaded->method, loaded->head)));
  const GraftConfig &a = trained.config, &b = loaded->config;
  EXPECT_EQ(a.method, b.method);
  EXPECT_EQ(a.options, b.options);
  EXPECT_EQ(a.labels, b.labels);
  EXPECT_EQ(a.pooling, b.pooling);
  EXPECT_EQ(a.max_length, b.max_length);
  EXPECT_EQ(a.pairs, b.pairs);
  EXPECT_EQ(a.base_model, b.base_model);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.metrics, b.metrics);
}

TEST(GraftFolder, RefusesTensorsMissingSuperfluousOrMisshapen) {
  const Trained trained;
  const std::string folder = trained.Save("tensors");
  const std::string path = folder + "/adapter_model.safetensors";
  std::vector<NamedTensor> tensors = trained.Tensors();
  const NamedTensor first = tensors.front();

  tensors.erase(tensors.begin());
  ASSERT_TRUE(SaveTensors(path, tensors).ok());
  EXPECT_THAT(LoadError(folder, trained.trunk),
              HasSubstr(path + ": tensor " + first.name + " is missing"));

  tensors.push_back({first.name, at::zeros({3, 3}, at::kFloat)});
  ASSERT_TRUE(SaveTensors(path, tensors).ok());
  EXPECT_THAT(LoadError(folder, trained.trunk),
              HasSubstr(first.name + " has shape [3, 3], but adapter_config.json"));

  tensors.back() = first;
  tensors.push_back({"stray", at::zeros({1}, at::kFloat)});
  ASSERT_TRUE(SaveTensors(path, tensors).ok());
  EXPECT_THAT(LoadError(folder, trained.trunk),
              HasSubstr("tensor stray belongs to no part"));
  fs::remove(path);
  EXPECT_THAT(LoadError(folder, trained.trunk), HasSubstr(path));
}

TEST(GraftFolder, RefusesAnotherTrunk) {
  const Trained trained;
  const std::string folder = trained.Save("trunk");
  Weights weights = trained.trunk.info().weights;
  const NoGrad no_grad;
  at::Tensor& bias = weights["encoder.layer.1.output.dense.bias"];
  bias = bias + 0.25;
  const Bert tuned = Bert::Create(trained.trunk.config(), weights, at::kFloat).value();
  EXPECT_THAT(LoadError(folder, tuned), HasSubstr("but other weights; give the model"));
  HfConfig config = trained.trunk.config();
  config.hidden_act = "relu";
  const Bert relu =
      Bert::Create(config, trained.trunk.info().weights, at::kFloat).value();
  EXPECT_THAT(LoadError(folder, relu), HasSubstr("trained on another model"));
}

TEST(GraftFolder, ConfigErrorsNameTheKey) {
  const Trained trained;
  const std::vector<std::pair<Json, std::string>> wrong = {
      {{{"graft_format", 2}}, "graft_format 2"},
      {{{"graft_method", "lorra"}}, "no method 'lorra'; did you mean lora?"},
      {{{"options", {{"r", 8}}}}, "options.r"},
      {{{"options", {{"r", "0"}}}}, "r=0"},
      {{{"labels", {"one"}}}, "labels"},
      {{{"labels", {"a", "a"}}}, "labels"},
      {{{"pooling", "max"}}, "pooling"},
      {{{"max_length", 2}}, "max_length"},   // a pair needs three
      {{{"max_length", 33}}, "max_length"},  // 32 positions
      {{{"seed", nullptr}}, "seed"},         // removed
      {{{"extra", 1}}, "extra"},
      {{{"peft_type", "LORA"}}, "unknown key \"peft_type\""}};
  for (const auto& [changes, message] : wrong) {
    const std::string folder = trained.Save("config");
    ChangeConfig(folder, changes);
    const std::string error = LoadError(folder, trained.trunk);
    EXPECT_THAT(error, HasSubstr(folder + "/adapter_config.json: "));
    EXPECT_THAT(error, HasSubstr(message));
  }
}

TEST(GraftFolder, AFolderWithoutAConfigIsNoGraft) {
  const Trained trained;
  const std::string folder = trained.Save("bare");
  EXPECT_TRUE(HasGraft(folder));
  fs::remove(folder + "/adapter_config.json");
  EXPECT_FALSE(HasGraft(folder));
  EXPECT_THAT(LoadError(folder, trained.trunk), HasSubstr("holds no trained graft"));
}

TEST(GraftFolder, AFailedSaveLeavesNoConfigOfOtherTensors) {
  const Trained trained;
  const std::string folder = trained.Save("failed");
  const std::string path = folder + "/adapter_model.safetensors";
  fs::remove(path);
  fs::create_directory(path);  // cannot be replaced by a file
  EXPECT_FALSE(SaveGraft(folder, trained.config, trained.Tensors()).ok());
  EXPECT_FALSE(HasGraft(folder));
}

// Every method of the library, with its defaults where they fit the tiny trunk.
class EveryMethod : public ::testing::TestWithParam<std::string> {
 protected:
  EveryMethod() {
    for (const OptionInfo& option : info_.options)
      if (option.name == "r" || option.name == "l") small_[option.name] = "2";
  }
  // One with random values, and its folder.
  std::unique_ptr<Method> Save(const std::string& folder) const {
    auto method =
        CreateMethod(GetParam(), small_, trunk_.info(), RandomStream(1, "init"));
    EXPECT_TRUE(method.ok()) << method.status();
    const NoGrad no_grad;
    const std::vector<NamedTensor> tensors = TrainedTensors(**method, head_);
    testing::Randomise(tensors, 3);
    const GraftConfig config{.method = GetParam(),
                             .options = small_,
                             .labels = {"no", "yes"},
                             .pooling = Pooling::kDense,
                             .max_length = 9,
                             .base_hash = TrunkHash(trunk_)};
    EXPECT_TRUE(SaveGraft(folder, config, tensors).ok());
    return *std::move(method);
  }

  const MethodInfo& info_ = **FindMethod(GetParam());
  const Bert trunk_ = TinyBert(at::kFloat);
  const Head head_{2, trunk_.info().hidden, Pooling::kDense,
                   0, at::kFloat,           RandomStream(1, "init")};
  OptionValues small_;
};

std::vector<std::string> Slugs() {
  std::vector<std::string> slugs;
  for (const MethodInfo* method : AllMethods()) slugs.push_back(method->slug);
  return slugs;
}

INSTANTIATE_TEST_SUITE_P(Methods, EveryMethod, ::testing::ValuesIn(Slugs()),
                         [](const auto& info) { return info.param; });

TEST_P(EveryMethod, LoadsAsItWasSaved) {
  const std::string folder = EmptyFolder("every");
  const auto method = Save(folder);
  const auto loaded = LoadGraft(folder, trunk_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const auto before = TrainedTensors(*method, head_),
             after = TrainedTensors(*loaded->method, loaded->head);
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].name, before[i].name);
    EXPECT_TRUE(after[i].tensor.equal(before[i].tensor)) << before[i].name;
    EXPECT_TRUE(after[i].tensor.is_contiguous() && after[i].tensor.requires_grad());
  }
  const auto hidden = [&](const Method& m) {
    const NoGrad no_grad;
    return trunk_.Forward(testing::TinyBatch(), m, {}).rows;
  };
  EXPECT_TRUE(hidden(*loaded->method).equal(hidden(*method)));
}

// Whatever numbers a config asks for, its plan has no more memory than some trunks.
TEST_P(EveryMethod, IsPlannedWithoutMemory) {
  const std::string folder = EmptyFolder("planned");
  Save(folder);
  std::vector<OptionValues> hostile(1);
  for (const OptionInfo& option : info_.options)
    if (option.value.find_first_not_of("0123456789") == option.value.npos &&
        !option.value.empty()) {
      hostile.push_back({{option.name, "65536"}});
      hostile[0][option.name] = "65536";
    }
  const auto trunk_bytes = 4 * trunk_.info().ParameterCount();
  for (const OptionValues& options : hostile) {
    ChangeConfig(folder, {{"options", options}});
    const auto plan = PlanGraft(folder, trunk_);
    if (!plan.ok()) continue;  // the method knows better
    EXPECT_LT(testing::PlannedBytes(*plan), 3 * trunk_bytes);
  }
}

// Built with its memory, the first would have 137 GB.
TEST(GraftFolder, RefusesSizesThatTheFileDoesNotHaveBeforeItAllocates) {
  const Trained trained;
  const std::string folder = trained.Save("huge");
  const std::pair<Json, const char*> wrong[] = {
      {{{"graft_method", "p_tuning"},
        {"options",
         {{"l", "2"},
          {"hidden", "65536"},
          {"encoder", "lstm"},
          {"r", nullptr},
          {"targets", nullptr}}}},
       "prompt_encoder.embedding"},
      {{{"graft_method", "prefix"},
        {"options",
         {{"l", "65536"}, {"mlp", "65536"}, {"r", nullptr}, {"targets", nullptr}}}},
       "control_trans"},
      {{{"graft_method", "houlsby"},
        {"options", {{"r", "65536"}, {"targets", nullptr}}}},
       "adapter_down"}};
  for (const auto& [changes, tensor] : wrong) {
    ChangeConfig(folder, changes);
    const auto plan = PlanGraft(folder, trained.trunk);
    ASSERT_TRUE(plan.ok()) << plan.status();
    EXPECT_LT(testing::PlannedBytes(*plan), 1 << 20);
    const std::string error = LoadError(folder, trained.trunk);
    EXPECT_THAT(error, HasSubstr(tensor));
    EXPECT_THAT(error, HasSubstr("is missing"));
    trained.Save("huge");
  }
  Json labels = Json::array();
  for (int i = 0; i < 100000; ++i) labels.push_back(StrCat(i));
  ChangeConfig(folder, {{"labels", labels}});
  EXPECT_THAT(LoadError(folder, trained.trunk), HasSubstr("asks for [100000"));
}

}  // namespace
}  // namespace graft
