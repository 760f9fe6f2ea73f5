#include "peft/hub/graft_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/base/files.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"
#include "common/testing/tiny_bert.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::TinyBert;

std::string Folder(const std::string& name) {
  const std::string folder = StrCat(std::getenv("TEST_TMPDIR"), "/", name);
  fs::remove_all(folder);
  EXPECT_TRUE(MakeFolder(folder).ok());
  return folder;
}

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
    const std::string folder = Folder(name);
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

void ChangeConfig(const std::string& folder, const Json& changes) {
  const std::string path = folder + "/adapter_config.json";
  Json config = ReadJson(path).value();
  config.merge_patch(changes);
  ASSERT_TRUE(WriteJsonAtomically(path, config).ok());
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

}  // namespace
}  // namespace graft
