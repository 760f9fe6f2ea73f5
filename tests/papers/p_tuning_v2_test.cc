// The reproduction in small: its arms are what the tables name, prompts of some layers are a
// part of those of all, taggers run on real sentences, and the README quotes the results.
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/testing/temp_folder.h"
#include "common/text/hf_tokenizer.h"
#include "papers/common/arm_results.h"
#include "papers/common/tasks.h"
#include "papers/p_tuning_v2/design.h"
#include "papers/p_tuning_v2/presets.h"
#include "papers/p_tuning_v2/recipes.h"
#include "peft/study/run_arm.h"
#include "tests/papers/paper_checks.h"

namespace graft::papers::p_tuning_v2 {
namespace {

const Bert& Trunk() { return testing::MiniLm(); }

Arm Find(const std::string& name) {
  for (const Arm& arm : Arms(Trunk().info(), 1))
    if (arm.name == name) return arm;
  ADD_FAILURE() << "no arm " << name;
  return {};
}

int64_t Parameters(const std::string& name) {
  return ParameterCount(
      **CreateArm(Find(name), Trunk().info(), RandomStream(0, "init")));
}

TEST(PTuningV2Arms, EveryRowAndClaimNamesAnArm) {
  std::vector<Arm> arms = Arms(Trunk().info(), 2);
  for (const char* model_type : {"bert", "roberta"})
    arms.push_back(ReleasedTasks(model_type).front().recipe->arms.front());
  testing::ExpectDesignNamesArms(PTuningV2Design(), arms);
}

// 2·C parameters a token and layer; "0.1 % to 3 %" of the model in the paper's words.
TEST(PTuningV2Arms, CountTheirLayersAndTokens) {
  const int64_t token = 2 * Trunk().info().hidden;
  EXPECT_EQ(Parameters("deep"), 20 * 6 * token);
  EXPECT_EQ(Parameters("deep_100"), 100 * 6 * token);
  EXPECT_EQ(Parameters("first_third"), 20 * 2 * token);
  EXPECT_EQ(Parameters("last_third"), 20 * 2 * token);
  EXPECT_EQ(Parameters("first_two_thirds"), 20 * 4 * token);
  EXPECT_EQ(Parameters("last_two_thirds"), 20 * 4 * token);
  EXPECT_EQ(Parameters("deep_multitask"), Parameters("deep"));
}

TEST(PTuningV2Presets, AreKnownByName) {
  for (const char* name : {"smoke", "quick", "standard", "full"})
    EXPECT_EQ(FindPreset(name, Trunk())->name, name);
  EXPECT_FALSE(FindPreset("fast", Trunk()).ok());
}

// One small file of each kind, as the benchmarks have them, and a run of the released recipe on
// it, cut to two steps.
class PTuningV2Released : public ::testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) const {
    const std::string file = folder_ + "/" + path;
    ASSERT_TRUE(MakeFolder(std::filesystem::path(file).parent_path()).ok());
    ASSERT_TRUE(WriteFileAtomically(file, text).ok());
  }
  // Train and dev.
  void WriteBoth(const std::string& place, const std::string& text) const {
    Write(place + "/train.jsonl", text);
    Write(place + "/val.jsonl", text);
  }

  void SetUp() override {
    WriteBoth("BoolQ",
              R"({"question": "is ice cold", "passage": "Ice is cold.", "label": true})"
              "\n"
              R"({"question": "is ice hot", "passage": "Ice is cold.", "label": false})"
              "\n");
    WriteBoth(
        "RTE",
        R"({"premise": "Ice is cold.", "hypothesis": "It is.", "label": "entailment"})"
        "\n"
        R"({"premise": "No.", "hypothesis": "Yes.", "label": "not_entailment"})"
        "\n");
    WriteBoth(
        "COPA",
        R"({"premise": "It froze.", "choice1": "It was cold.", "choice2": "It ran.", )"
        R"("question": "cause", "label": 0})"
        "\n");
    WriteBoth(
        "WiC",
        R"({"word": "bank", "sentence1": "The bank lends.", "sentence2": "A river bank.", )"
        R"("label": false})"
        "\n");
    WriteBoth(
        "WSC",
        R"({"text": "Ann saw Bob as he left.", "target": {"span1_index": 2, )"
        R"("span1_text": "Bob", "span2_index": 4, "span2_text": "he"}, "label": true})"
        "\n");
    const std::string tags = "Ann NNP B-PER\nleft VBD O\n\nBob NNP B-PER\n";
    for (const char* file : {"CoNLL03/train", "CoNLL03/valid", "CoNLL03/test",
                             "CoNLL04/train", "CoNLL04/dev", "CoNLL04/test"})
      Write(StrCat(file, ".txt"), tags);
    for (const char* part : {"train", "dev", "test"})
      Write(StrCat("ontoNotes/", part, ".sd.conllx"),
            "1\tAnn\tNNP\tB-PERSON\n2\tleft\tVBD\tO\n");
    for (const char* part : {"train", "dev"})
      for (const char* version : {"v1.1", "v2.0"})
        Write(
            StrCat("SQuAD/", part, "-", version, ".json"),
            R"({"version": "x", "data": [{"title": "t", "paragraphs": [{"context": )"
            R"("Ann left early.", "qas": [{"id": "1", "question": "Who left?", )"
            R"("answers": [{"text": "Ann", "answer_start": 0}], "is_impossible": false}]}]}]})");
  }

  LoadedTask Load(const TaskSize& size) const {
    const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
    auto task = LoadTask(size, folder_, *tokenizer);
    EXPECT_TRUE(task.ok()) << task.status();
    return *std::move(task);
  }

  const std::string folder_ = graft::testing::EmptyFolder();
};

TEST_F(PTuningV2Released, RecipesRunOnTheBenchmarksFiles) {
  for (const char* model_type : {"bert", "roberta"})
    for (const TaskSize& size : ReleasedTasks(model_type)) {
      const LoadedTask task = Load(size);
      StudyConfig config{.paper = "p_tuning_v2",
                         .train = size.recipe->train,
                         .pooling = Pooling::kPooler,
                         .seeds = 1,
                         .dropout = size.recipe->dropout};
      config.train.steps = 2;
      const Arm& arm = size.recipe->arms.front();
      const auto run = RunArm(Trunk(), task.encoded, arm, arm.rates[0], 0, config);
      ASSERT_TRUE(run.ok()) << size.name << ": " << run.status();
      EXPECT_TRUE(run->metrics.contains("test_" + ScoreName(task.encoded)))
          << size.name;
      EXPECT_EQ(run->config.at("dropout"), *size.recipe->dropout);
    }
}

// Batch, rate, length, dropout, epochs, tokens and network, read off the scripts once more.
TEST_F(PTuningV2Released, RecipesAreThoseOfTheScripts) {
  std::string all;
  for (const char* model_type : {"bert", "roberta"})
    for (const TaskSize& size : ReleasedTasks(model_type)) {
      const TaskRecipe& recipe = *size.recipe;
      const OptionValues& prompt = recipe.arms[0].parts[0].options;
      EXPECT_EQ(prompt.at("dropout"), StrCat(*recipe.dropout));
      EXPECT_EQ(prompt.at("shift_positions"), "true");
      EXPECT_EQ(recipe.train.warm_up, 0);
      EXPECT_EQ(recipe.train.adamw.weight_decay, 0);
      all += StrCat(model_type, " ", size.name, " ", recipe.train.batch, " ",
                    recipe.arms[0].rates[0], " ", prompt.at("l"), " ", *recipe.dropout,
                    " ", recipe.train.epochs, " ", size.max_length, " ",
                    prompt.at("mlp"), " ", ScheduleName(recipe.train.schedule),
                    recipe.form == SuperGlueTemplate::kMarked ? " marked\n" : "\n");
    }
  EXPECT_EQ(all,
            "bert boolq 32 0.005 40 0.1 100 128 0 linear\n"
            "bert copa 16 0.01 16 0.1 80 128 0 linear\n"
            "bert rte 32 0.01 20 0.1 60 128 0 linear\n"
            "bert wic 16 0.0001 20 0.1 80 128 512 linear marked\n"
            "bert wsc 16 0.005 20 0.1 80 128 0 linear\n"
            "bert conll04 32 0.02 128 0.2 40 384 0 exponential\n"
            "bert ontonotes 16 0.01 16 0.1 30 496 0 exponential\n"
            "roberta boolq 32 0.007 8 0.1 100 128 0 linear\n"
            "roberta copa 16 0.009 8 0.1 120 128 0 linear\n"
            "roberta rte 32 0.005 128 0.1 100 128 0 linear\n"
            "roberta wic 32 0.01 8 0.1 50 128 0 linear\n"
            "roberta wsc 16 0.01 8 0.1 10 128 0 linear\n"
            "roberta conll03 16 0.03 11 0.1 30 501 0 exponential\n"
            "roberta conll04 32 0.06 144 0.1 80 368 0 exponential\n"
            "roberta ontonotes 16 0.007 48 0.1 60 464 0 exponential\n"
            "roberta squad1 8 0.005 16 0.2 30 384 0 exponential\n"
            "roberta squad2 8 0.005 8 0.2 10 384 0 exponential\n");
  EXPECT_TRUE(ReleasedTasks("other").empty());
}

// The folder may lie anywhere: the same examples in the same order.
TEST_F(PTuningV2Released, DoesNotDependOnWhereTheFolderIs) {
  const std::string other = folder_ + "/elsewhere";
  ASSERT_TRUE(MakeFolder(other).ok());
  std::filesystem::copy(folder_ + "/BoolQ", other + "/BoolQ");
  const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
  const TaskSize boolq = {.name = "boolq", .max_length = 32};
  const LoadedTask here = Load(boolq),
                   there = LoadTask(boolq, other, *tokenizer).value();
  for (size_t i = 0; i < here.texts.train.examples.size(); ++i) {
    EXPECT_EQ(here.texts.train.examples[i].id, there.texts.train.examples[i].id);
    EXPECT_EQ(here.texts.train.examples[i].text, there.texts.train.examples[i].text);
  }
}

TEST_F(PTuningV2Released, WantsTagsOfEntities) {
  Write("CoNLL04/dev.txt", "Ann NNP S-PER\n");
  const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
  const auto status =
      LoadTask({.name = "conll04", .max_length = 32}, folder_, *tokenizer).status();
  EXPECT_NE(
      status.message().find("expected the tags O, B-x and I-x, found O B-PER S-PER"),
      std::string::npos)
      << status;
}

TEST_F(PTuningV2Released, NamesTheFileThatIsMissingOrUnlabelled) {
  const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
  const TaskSize rte = {.name = "rte", .max_length = 32};
  EXPECT_EQ(LoadTask(rte, "", *tokenizer).status().message(),
            "task rte needs --data=<folder with RTE>");
  Write("RTE/val.jsonl", R"({"premise": "Ice is cold.", "hypothesis": "It is."})"
                         "\n");
  const auto unlabelled = LoadTask(rte, folder_, *tokenizer).status();
  EXPECT_NE(unlabelled.message().find("val.jsonl:1 has no label"), std::string::npos)
      << unlabelled;
  std::filesystem::remove(folder_ + "/RTE/val.jsonl");
  const auto missing = LoadTask(rte, folder_, *tokenizer).status();
  EXPECT_NE(missing.message().find("RTE/val.jsonl"), std::string::npos) << missing;
}

// The head starts at the probe, which beats the most frequent tag of all by far, and one run
// leaves it there or better.
TEST(PTuningV2Runs, TagRealSentences) {
  const auto tokenizer = LoadHfTokenizer(testing::MiniLmFolder()).value();
  LoadedTask task = LoadTask({"brown", 200, 20, 40, 4, 48}, "", *tokenizer).value();
  ASSERT_TRUE(task.encoded.tagging.has_value());
  EXPECT_EQ(task.encoded.classes, 12);
  const double words = WordReference("p_tuning_v2", task)->metrics.at("test_accuracy");
  const double frozen =
      Probe("p_tuning_v2", Trunk(), task)->metrics.at("test_accuracy");
  EXPECT_GT(words, 0.6);
  EXPECT_GT(frozen, 0.6);
  StudyConfig config{.paper = "p_tuning_v2", .seeds = 1};
  config.train.batch = 8;
  config.train.steps = 4;
  for (const char* arm : {"deep", "prompt"}) {
    const auto run = RunArm(Trunk(), task.encoded, Find(arm), 1e-3, 0, config);
    ASSERT_TRUE(run.ok()) << run.status();
    EXPECT_GT(run->metrics.at("test_accuracy"), frozen - 0.1) << arm;
  }
}

TEST(PTuningV2Readme, QuotesTheResults) {
  testing::ExpectReadmeQuotesResults(PTuningV2Design(), Trunk().info().ParameterCount(),
                                     10);
}

}  // namespace
}  // namespace graft::papers::p_tuning_v2
