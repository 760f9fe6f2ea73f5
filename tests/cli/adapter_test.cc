// An adapter that Hugging Face PEFT saved, from the command line: asked, looked into, merged,
// written again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/base/json.h"
#include "common/base/strings.h"
#include "tests/cli/graft_program.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using testing::Contents;
using ::testing::HasSubstr;
using testing::Outcome;
using testing::RunGraft;
using testing::Scratch;
using testing::WriteScratch;

constexpr char kAdapter[] = "--adapter=tests/golden/peft/lora";
constexpr char kModel[] = "--model=tests/golden/tiny_bert";
constexpr char kTexts[] = "a red cat sees you\nthe old dog runs !\n";

Outcome Predict(const std::vector<std::string>& more,
                const std::string& input = kTexts) {
  std::vector<std::string> args = {"predict"};
  args.insert(args.end(), more.begin(), more.end());
  return RunGraft(args, input);
}

TEST(Adapter, WorksAsItIs) {
  const Outcome run = Predict({kAdapter, kModel});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("text,label,probability\na red cat sees you,"),
                             HasSubstr("LABEL_")));
  const Outcome again = Predict({"--graft=tests/golden/peft/lora", kModel});
  EXPECT_EQ(again.out, run.out);
}

TEST(Adapter, TakesPairsWhereTheFolderDoesNotSay) {
  const Outcome run = Predict({kAdapter, kModel, "--json"}, "[\"a cat\",\"a dog\"]\n");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("text,text_pair,label,probability\na cat,a dog,"));
  const Outcome mixed =
      Predict({kAdapter, kModel, "--json"}, "[\"a cat\",\"a dog\"]\n\"a cat\"\n");
  EXPECT_EQ(mixed.code, 1);
  EXPECT_THAT(mixed.err, HasSubstr("line 2: a single text"));
}

TEST(Adapter, CutsTextsWhereItIsTold) {
  const std::string text = "a cat sees you and the old red dog runs on and on\n";
  const Outcome whole = Predict({kAdapter, kModel, "--logits"}, text),
                cut = Predict({kAdapter, kModel, "--logits", "--max-length=5"}, text),
                same = Predict({kAdapter, kModel, "--logits"}, "a cat sees\n");
  EXPECT_EQ(cut.out, same.out);
  EXPECT_NE(cut.out, whole.out);
  for (const char* length : {"--max-length=2", "--max-length=25", "--max-length=-1"}) {
    const Outcome run = Predict({kAdapter, kModel, length});
    EXPECT_EQ(run.code, 2) << length;
    EXPECT_THAT(run.err, HasSubstr("expected 3 … 24"));
  }
}

TEST(Adapter, IsJudgedOnATable) {
  const std::string data =
      WriteScratch("judged.csv", "text,label\na cat,LABEL_0\na dog,LABEL_2\n");
  const Outcome run = RunGraft({"eval", kAdapter, kModel, "--data=" + data});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("Confusion"), HasSubstr("LABEL_1")));
}

TEST(Adapter, NeedsOneFolderAndAModel) {
  EXPECT_EQ(Predict({kModel}).code, 2);
  EXPECT_EQ(Predict({kAdapter, "--graft=x", kModel}).code, 2);
  const Outcome run = Predict({kAdapter});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("no model folder tiny_bert"),
                             HasSubstr("give --model=FOLDER")));
}

TEST(Adapter, InspectShowsWhatItIsAndWhatBecomesOfIt) {
  const Outcome run = RunGraft({"inspect", "tests/golden/peft/lora", kModel});
  ASSERT_EQ(run.code, 0) << run.err;
  for (const char* part :
       {"Hugging Face PEFT", "lora", "alpha=4", "layer *: attention.self.query", "256",
        "pooler, labels LABEL_0", "tiny_bert", "base_model.model.classifier.weight",
        "3×16"})
    EXPECT_THAT(run.out, HasSubstr(part));
  const std::string spoilt = Scratch("spoilt_adapter");
  fs::copy("tests/golden/peft/lora", spoilt);
  Json config = ReadJson(spoilt + "/adapter_config.json").value();
  config["target_modules"] = {"query", "key"};
  ASSERT_TRUE(WriteJsonAtomically(spoilt + "/adapter_config.json", config).ok());
  const Outcome refused = RunGraft({"inspect", spoilt, kModel});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, AllOf(HasSubstr("REFUSED: belongs to no part"),
                                 HasSubstr("REFUSED: is missing")));
  EXPECT_THAT(refused.err, HasSubstr("8 of the tensors would be refused"));
  EXPECT_EQ(RunGraft({"inspect", kModel}).code, 2);
}

TEST(Adapter, ExportsTheSameAdapter) {
  const std::string out = Scratch("exported");
  const Outcome run = RunGraft({"export", kAdapter, kModel, "--out=" + out});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(Predict({"--adapter=" + out, kModel, "--logits"}).out,
            Predict({kAdapter, kModel, "--logits"}).out);
  const std::vector<std::string> again = {"export", kAdapter, kModel, "--out=" + out};
  const Outcome refused = RunGraft(again);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("there is an adapter already"));
  const Outcome merged = RunGraft({"merge", kAdapter, kModel, "--out=" + out});
  EXPECT_EQ(merged.code, 1);
  EXPECT_THAT(merged.err, HasSubstr("there is an adapter; choose another folder"));
  std::vector<std::string> overwriting = again;
  overwriting.push_back("--overwrite");
  EXPECT_EQ(RunGraft(overwriting).code, 0);
  const std::string named = Scratch("named");
  ASSERT_EQ(
      RunGraft({"export", kAdapter, kModel, "--out=" + named, "--name=mine"}).code, 0);
  const Outcome whole = Predict({"--adapter=" + named, kModel});
  EXPECT_EQ(whole.code, 1);
  EXPECT_THAT(whole.err, HasSubstr("give the sub-folder with one: " + named + "/mine"));
}

TEST(Adapter, OfAdapterHubIsAskedAndWrittenAgain) {
  const std::string adapter = "--adapter=tests/golden/adapters/seq_bn";
  const Outcome run = Predict({adapter, kModel, "--logits"});
  ASSERT_EQ(run.code, 0) << run.err;
  const std::string out = Scratch("adapterhub");
  const std::vector<std::string> write = {"export", adapter, kModel, "--out=" + out};
  const Outcome peft = RunGraft(write);
  EXPECT_EQ(peft.code, 1);
  EXPECT_THAT(peft.err, HasSubstr("method pfeiffer has no counterpart in HF PEFT"));
  std::vector<std::string> again = write;
  again.push_back("--format=adapterhub");
  ASSERT_EQ(RunGraft(again).code, 0);
  EXPECT_THAT(RunGraft({"inspect", out, kModel}).out, HasSubstr("layer *: output"));
  EXPECT_EQ(Predict({"--adapter=" + out, kModel, "--logits"}).out, run.out);
  again.back() = "--format=gguf";
  again.push_back("--overwrite");
  EXPECT_EQ(RunGraft(again).code, 2);
}

TEST(Adapter, MergesIntoAModel) {
  const std::string out = Scratch("merged");
  const Outcome run = RunGraft({"merge", kAdapter, kModel, "--out=" + out});
  ASSERT_EQ(run.code, 0) << run.err;
  for (const char* file : {"config.json", "model.safetensors", "vocab.txt"})
    EXPECT_TRUE(fs::exists(out + "/" + file)) << file;
  const Json config = ReadJson(out + "/config.json").value();
  EXPECT_EQ(config["architectures"], Json::array({"BertForSequenceClassification"}));
  EXPECT_EQ(config["id2label"].size(), 3);
  // A merged model is a model as any other.
  EXPECT_EQ(RunGraft({"encode", "--model=" + out}, "a cat\n").code, 0);
  const Outcome again = RunGraft({"merge", kAdapter, kModel, "--out=" + out});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("there is a model already"));
}

}  // namespace
}  // namespace graft
