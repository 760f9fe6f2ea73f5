// Folders that Hugging Face PEFT 0.21.2 wrote (tests/golden/peft) and those that we write.
#include "peft/hub/peft_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/tensor/no_grad.h"
#include "common/tensor/ops.h"
#include "common/testing/golden.h"
#include "common/testing/tensors.h"
#include "peft/hub/any_folder.h"
#include "tests/peft/hub/folder_checks.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using testing::ChangeConfig;
using testing::CopyOfGolden;
using testing::EmptyFolder;
using testing::GoldenTrunk;
using ::testing::HasSubstr;
using testing::LoadError;
using testing::ReadTensors;
using testing::RelativeDistance;
using testing::WriteTensors;

Weights GoldenOf(const std::string& method) {
  return testing::GoldenTensors("tests/golden/peft/" + method + "/golden.safetensors");
}

class EveryGolden : public ::testing::TestWithParam<std::string> {
 protected:
  const Bert trunk_ = GoldenTrunk(at::kDouble);
  const Weights golden_ = GoldenOf(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Methods, EveryGolden,
                         ::testing::Values("ia3", "ln_tuning", "lora", "lora_bias",
                                           "lora_patterns", "lora_regex", "p_tuning",
                                           "p_tuning_lstm", "prefix", "prompt"),
                         [](const auto& info) { return info.param; });

// In float64 equal but for rounding; P-tuning's golden logits come from its encoder in
// float64, and what it saved of that is float32.
TEST_P(EveryGolden, GivesTheLogitsThatPeftGives) {
  const std::string folder = CopyOfGolden("peft/" + GetParam(), "read");
  const auto graft = LoadAdapter(folder, trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  const double tolerance = GetParam().starts_with("p_tuning") ? 1e-6 : 1e-12;
  EXPECT_LT(
      RelativeDistance(testing::Logits(trunk_, *graft, golden_), golden_.at("logits")),
      tolerance);
  EXPECT_EQ(graft->config.labels.size(), 3);
  EXPECT_EQ(graft->config.base_model, "tiny_bert");
}

// What is written again has the same tensors, the same logits, and names that PEFT reads.
TEST_P(EveryGolden, IsWrittenAsItWasRead) {
  const std::string folder = CopyOfGolden("peft/" + GetParam(), "first"),
                    again = EmptyFolder("again");
  const auto graft = LoadAdapter(folder, trunk_);
  ASSERT_TRUE(graft.ok()) << graft.status();
  ASSERT_TRUE(SavePeft(again, *graft, trunk_).ok());
  Weights before = ReadTensors(folder);
  before.erase("base_model.model.classifier.modules_to_save.bias");
  before.erase("base_model.model.classifier.original_module.bias");
  const Weights after = ReadTensors(again);
  ASSERT_EQ(before.size(), after.size());
  for (const auto& [name, tensor] : before)
    EXPECT_TRUE(after.at(name).to(at::kFloat).equal(tensor)) << name;
  const auto loaded = LoadAdapter(again, trunk_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_TRUE(testing::Logits(trunk_, *loaded, golden_)
                  .equal(testing::Logits(trunk_, *graft, golden_)));
  EXPECT_EQ(loaded->config.labels, graft->config.labels);
}

// Each tensor in turn: left out, of another shape, of another type, and one too many.
TEST_P(EveryGolden, NamesEveryTensorThatIsWrong) {
  const std::string folder = CopyOfGolden("peft/" + GetParam(), "wrong");
  const Weights whole = ReadTensors(folder);
  for (const auto& [name, tensor] : whole) {
    if (name.find("classifier.modules_to_save") != name.npos ||
        name.find("classifier.original_module") != name.npos)
      continue;
    Weights spoilt = whole;
    spoilt.erase(name);
    WriteTensors(folder, spoilt);
    EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("tensor " + name + " is missing"));
    std::vector<int64_t> shape = tensor.sizes().vec();
    shape.back() += 1;
    spoilt[name] = at::zeros(shape, at::kFloat);
    WriteTensors(folder, spoilt);
    EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("tensor " + name + " has shape "));
    spoilt[name] = tensor.to(at::kChar);
    WriteTensors(folder, spoilt);
    EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("quantised adapters"));
  }
  Weights more = whole;
  more["base_model.model.bert.stray.weight"] = at::zeros({1}, at::kFloat);
  WriteTensors(folder, more);
  EXPECT_THAT(
      LoadError(folder, trunk_),
      HasSubstr("tensor base_model.model.bert.stray.weight belongs to no part"));
}

class PeftFolder : public ::testing::Test {
 protected:
  // What becomes of a golden adapter whose config is changed.
  std::string Changed(const std::string& golden, const Json& changes) const {
    const std::string folder = CopyOfGolden("peft/" + golden, "changed");
    ChangeConfig(folder, changes);
    return LoadError(folder, trunk_);
  }
  TrainedGraft Make(GraftConfig config) const {
    auto method = BuildMethod(config, trunk_.info());
    EXPECT_TRUE(method.ok()) << method.status();
    Head head(2, trunk_.info().hidden, config.pooling, 0, at::kFloat,
              RandomStream(1, "head"));
    config.labels = {"no", "yes"};
    testing::Randomise(TrainedTensors(**method, head), 1, 0.3);
    return {std::move(config), *std::move(method), std::move(head)};
  }
  std::string SaveError(const GraftConfig& config) const {
    const absl::Status status = SavePeft(EmptyFolder("saved"), Make(config), trunk_);
    return {status.message().data(), status.message().size()};
  }
  const Bert trunk_ = GoldenTrunk(at::kFloat);
};

TEST_F(PeftFolder, RefusesSettingsThatItCannotHonour) {
  const std::pair<Json, const char*> wrong[] = {
      {{{"peft_type", "ADALORA"}},
       "\"ADALORA\" is not read; expected one of LORA, IA3"},
      {{{"peft_type", nullptr}}, "no known format"},
      {{{"task_type", "TOKEN_CLS"}}, "task_type"},
      {{{"r", 3}}, "has shape [2, 16], but adapter_config.json asks for [3, 16]"},
      {{{"r", 1000000000}}, "r=1e+09: expected 1 … 16"},
      {{{"r", "8"}}, "key \"r\": expected an integer, found \"8\""},
      {{{"rank_pattern", {{"query", 1000000000}}}}, "expected 1 … 16"},
      {{{"rank_pattern", {{"(", 1}}}}, "cannot be read"},
      {{{"rank_pattern", {{"(.+)+x", 1}}}}, "takes too long"},
      {{{"lora_alpha", -1}}, "alpha=-1"},
      {{{"use_dora", true}}, "key \"use_dora\": true is a setting of LORA"},
      {{{"loftq_config", {{"loftq_bits", 4}}}}, "loftq_config"},
      {{{"no_such_key", 1}}, "no_such_key"},
      {{{"init_lora_weights", "pissa"}}, "path_initial_model_for_weight_conversion"},
      {{{"bias", "some"}}, "bias=some"},
      {{{"target_modules", {"nothing"}}}, "target_modules"},
      {{{"target_modules", 3}}, "target_modules"},
      {{{"layers_to_transform", {7}}}, "target_modules"},
      {{{"layers_pattern", "h"}}, "layers_pattern"}};
  for (const auto& [changes, message] : wrong)
    EXPECT_THAT(Changed("lora", changes), HasSubstr(message)) << changes;
}

TEST_F(PeftFolder, RefusesAPromptForAnotherModelBeforeItAllocates) {
  for (const char* golden : {"prefix", "prompt"}) {
    EXPECT_THAT(Changed(golden, {{"token_dim", 17}}),
                AllOf(HasSubstr("token_dim"), HasSubstr("made for another model")));
    EXPECT_THAT(Changed(golden, {{"num_layers", 3}}), HasSubstr("num_layers"));
    EXPECT_THAT(Changed(golden, {{"num_transformer_submodules", 2}}),
                HasSubstr("num_transformer_submodules"));
    EXPECT_THAT(Changed(golden, {{"num_virtual_tokens", 60000}}), HasSubstr("l=60000"));
    EXPECT_THAT(Changed(golden, {{"num_virtual_tokens", 20}}),
                HasSubstr("asks for [20, "));
    EXPECT_THAT(Changed(golden, {{"num_virtual_tokens", nullptr}}),
                HasSubstr("num_virtual_tokens"));
    const std::string folder =
        CopyOfGolden(std::string("peft/") + golden, "without_prompt");
    Weights tensors = ReadTensors(folder);
    tensors.erase("prompt_embeddings");
    WriteTensors(folder, tensors);
    ChangeConfig(folder, {{"num_virtual_tokens", 10}});
    EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("prompt_embeddings is missing"));
  }
}

TEST_F(PeftFolder, RefusesDuplicateKeysAndPickles) {
  const std::string folder = CopyOfGolden("peft/lora", "duplicate");
  const std::string config = folder + "/adapter_config.json";
  ASSERT_TRUE(
      WriteFileAtomically(config, R"({"peft_type": "LORA", "peft_type": "LORA"})")
          .ok());
  EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("\"peft_type\" is given twice"));
  const std::string pickle = CopyOfGolden("peft/lora", "pickle");
  fs::rename(pickle + "/adapter_model.safetensors", pickle + "/adapter_model.bin");
  EXPECT_THAT(LoadError(pickle, trunk_), HasSubstr("is a pickle"));
}

TEST_F(PeftFolder, RefusesAMissingHeadAndOneClass) {
  const std::string folder = CopyOfGolden("peft/lora", "headless");
  Weights tensors = ReadTensors(folder);
  tensors.erase("base_model.model.classifier.weight");
  tensors.erase("base_model.model.classifier.bias");
  WriteTensors(folder, tensors);
  EXPECT_THAT(LoadError(folder, trunk_),
              HasSubstr("tensor base_model.model.classifier.weight is missing"));
  ChangeConfig(folder, {{"task_type", nullptr}, {"modules_to_save", nullptr}});
  EXPECT_THAT(LoadError(folder, trunk_), HasSubstr("holds no head"));
  const auto plan = PlanPeft(folder, trunk_);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_FALSE(plan->head.has_value());
  const std::string regression = CopyOfGolden("peft/lora", "regression");
  tensors = ReadTensors(regression);
  tensors["base_model.model.classifier.weight"] = at::zeros({1, 16}, at::kFloat);
  WriteTensors(regression, tensors);
  EXPECT_THAT(LoadError(regression, trunk_), HasSubstr("regression is not read"));
}

TEST_F(PeftFolder, PutsANamedAdapterIntoASubFolder) {
  const std::string folder = EmptyFolder("named");
  const TrainedGraft graft =
      Make({.method = "lora", .options = {{"r", "2"}}, .pooling = Pooling::kPooler});
  ASSERT_TRUE(SavePeft(folder, graft, trunk_, "mine").ok());
  EXPECT_FALSE(fs::exists(folder + "/adapter_config.json"));
  EXPECT_THAT(LoadError(folder, trunk_),
              HasSubstr("give the sub-folder with one: " + folder + "/mine"));
  EXPECT_EQ(LoadError(folder + "/mine", trunk_), "loaded");
}

TEST_F(PeftFolder, KeepsLabelsLengthAndKindOfText) {
  const std::string folder = EmptyFolder("extra");
  TrainedGraft graft =
      Make({.method = "lora", .options = {{"r", "2"}}, .pooling = Pooling::kPooler});
  graft.config.max_length = 17;
  graft.config.pairs = true;
  ASSERT_TRUE(SavePeft(folder, graft, trunk_).ok());
  const auto loaded = LoadAdapter(folder, trunk_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->config.labels, graft.config.labels);
  EXPECT_EQ(loaded->config.max_length, 17);
  EXPECT_EQ(loaded->config.pairs, true);
}

// The head of HF's RoBERTa is two maps, saved under "classifier" as they are.
TEST(PeftFolderOfRoberta, IsWrittenAndRead) {
  const Bert trunk =
      Bert::Load(Runfile("tests/golden/tiny_roberta").value(), at::kFloat).value();
  GraftConfig config{.method = "lora",
                     .options = {{"r", "2"}},
                     .labels = {"no", "yes"},
                     .pooling = Pooling::kDense};
  auto method = BuildMethod(config, trunk.info());
  ASSERT_TRUE(method.ok()) << method.status();
  Head head(2, trunk.info().hidden, config.pooling, 0, at::kFloat,
            RandomStream(1, "head"));
  testing::Randomise(TrainedTensors(**method, head), 1, 0.3);
  const TrainedGraft graft{config, *std::move(method), std::move(head)};
  const std::string folder = EmptyFolder("roberta");
  ASSERT_TRUE(SavePeft(folder, graft, trunk).ok());
  const Weights saved = ReadTensors(folder);
  EXPECT_TRUE(saved.contains("base_model.model.classifier.out_proj.weight"));
  EXPECT_TRUE(saved.contains(
      "base_model.model.roberta.encoder.layer.0.attention.self.query.lora_A.weight"));
  const auto loaded = LoadAdapter(folder, trunk);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->config.labels, config.labels);
  const auto before = TrainedTensors(*graft.method, graft.head),
             after = TrainedTensors(*loaded->method, loaded->head);
  for (size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(after[i].tensor.equal(before[i].tensor)) << before[i].name;
}

// Of bias="all" PEFT keeps the biases of both maps twice more, under these names.
TEST(PeftFolderOfRoberta, OfEveryBiasNeedsNoCopiesOfTheHeads) {
  const Bert trunk =
      Bert::Load(Runfile("tests/golden/tiny_roberta").value(), at::kFloat).value();
  const GraftConfig config{.method = "lora",
                           .options = {{"r", "2"}, {"bias", "all"}},
                           .labels = {"no", "yes"},
                           .pooling = Pooling::kDense};
  const Head head(2, trunk.info().hidden, config.pooling, 0, at::kFloat,
                  RandomStream(1, "head"));
  const TrainedGraft graft{config, BuildMethod(config, trunk.info()).value(), head};
  const std::string folder = EmptyFolder("roberta_biases");
  ASSERT_TRUE(SavePeft(folder, graft, trunk).ok());
  EXPECT_EQ(LoadError(folder, trunk), "loaded");
  Weights saved = ReadTensors(folder);
  const std::string classifier = "base_model.model.classifier.";
  for (const char* copy : {"modules_to_save.default.", "original_module."})
    for (const char* map : {"dense", "out_proj"})
      saved[classifier + copy + map + ".bias"] = at::ones({1}, at::kFloat);
  WriteTensors(folder, saved);
  EXPECT_EQ(LoadError(folder, trunk), "loaded");
  saved[classifier + "modules_to_save.bias"] = at::ones({1}, at::kFloat);
  WriteTensors(folder, saved);
  EXPECT_THAT(LoadError(folder, trunk), HasSubstr("belongs to no part"));
}

// What only training needs is spelt out: the network of a prefix, the encoder of P-tuning.
TEST_F(PeftFolder, WritesWhatAnEncoderPutsOut) {
  const GraftConfig configs[] = {
      {.method = "prefix",
       .options = {{"l", "3"}, {"mlp", "5"}, {"shift_positions", "true"}},
       .pooling = Pooling::kPooler},
      {.method = "p_tuning",
       .options = {{"l", "3"}, {"hidden", "5"}, {"encoder", "lstm"}},
       .pooling = Pooling::kFirst}};
  const Weights golden = GoldenOf("lora");
  for (const GraftConfig& config : configs) {
    const std::string folder = EmptyFolder("flat");
    const TrainedGraft graft = Make(config);
    ASSERT_TRUE(SavePeft(folder, graft, trunk_).ok());
    const auto loaded = LoadAdapter(folder, trunk_);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    // The table is rounded to float32 once more, logits of some ten operations a layer.
    EXPECT_LT(RelativeDistance(testing::Logits(trunk_, *loaded, golden),
                               testing::Logits(trunk_, graft, golden)),
              64 * 0x1p-23)
        << config.method;
  }
}

TEST_F(PeftFolder, WritesNothingThatWouldComputeSomethingElse) {
  EXPECT_THAT(
      SaveError({.method = "houlsby", .options = {{"r", "2"}}}),
      HasSubstr("method houlsby has no counterpart in HF PEFT, which knows lora"));
  EXPECT_THAT(SaveError({.method = "lora", .options = {{"r", "2"}}}),
              HasSubstr("train with --pooling=pooler"));
  EXPECT_THAT(SaveError({.method = "prompt_tuning",
                         .options = {{"l", "2"}},
                         .pooling = Pooling::kPooler}),
              HasSubstr("train with --pooling=first"));
  EXPECT_THAT(
      SaveError(
          {.method = "prefix", .options = {{"l", "2"}}, .pooling = Pooling::kPooler}),
      HasSubstr("shift_positions=true"));
  EXPECT_THAT(
      SaveError(
          {.method = "prefix",
           .options = {{"l", "2"}, {"shift_positions", "true"}, {"from_layer", "1"}},
           .pooling = Pooling::kPooler}),
      HasSubstr("gives every layer a prefix"));
}

}  // namespace
}  // namespace graft
