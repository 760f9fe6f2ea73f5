// What goes wrong before or after training: each case ends with the right exit code and a
// message that names the file, the place and what was expected.
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

constexpr char kReviews[] = "tests/cli/reviews.csv";
constexpr char kTiny[] = "tests/golden/tiny_bert";

// A copy of the tiny model's folder that a test may spoil.
std::string TinyModel(const std::string& name) {
  const std::string folder = Scratch(name);
  EXPECT_TRUE(MakeFolder(folder).ok());
  for (const char* file : {"config.json", "model.safetensors", "vocab.txt"})
    WriteScratch(name + "/" + file, Contents(StrCat(kTiny, "/", file)));
  return folder;
}

void ReplaceInConfig(const std::string& folder, const Json& changes) {
  Json config = ReadJson(folder + "/config.json").value();
  config.update(changes);
  ASSERT_TRUE(WriteJsonAtomically(folder + "/config.json", config).ok());
}

Outcome TrainOn(const std::string& model, const std::string& data = kReviews,
                const std::vector<std::string>& more = {}) {
  std::vector<std::string> args = {"train", "--model=" + model, "--data=" + data,
                                   "--out=" + Scratch("never"), "--epochs=1"};
  args.insert(args.end(), more.begin(), more.end());
  const Outcome run = RunGraft(args);
  EXPECT_FALSE(fs::exists(Scratch("never"))) << "a refused run made its folder";
  return run;
}

void ExpectError(const Outcome& run, int code,
                 const std::vector<std::string>& fragments) {
  EXPECT_EQ(run.code, code) << run.err;
  EXPECT_EQ(run.out, "");
  for (const std::string& fragment : fragments)
    EXPECT_THAT(run.err, HasSubstr(fragment));
}

TEST(BadModel, MissingFolderOrFile) {
  ExpectError(TrainOn("no/such"), 1, {"no model folder no/such", "expected minilm"});
  for (const char* file : {"config.json", "model.safetensors", "vocab.txt"}) {
    const std::string folder = TinyModel(StrCat("without_", file));
    fs::remove(folder + "/" + file);
    ExpectError(TrainOn(folder), 1, {folder, file});
  }
}

TEST(BadModel, TruncatedWeights) {
  const std::string folder = TinyModel("truncated");
  const std::string path = folder + "/model.safetensors";
  const auto size = fs::file_size(path);
  for (const auto kept : {size - 1, uintmax_t{9}, uintmax_t{0}}) {
    fs::resize_file(path, kept);
    ExpectError(TrainOn(folder), 1, {path});
  }
}

TEST(BadModel, TensorOfAnotherShape) {
  const std::string folder = TinyModel("misshapen");
  const int64_t width =
      GetInt(ReadJson(folder + "/config.json").value(), "intermediate_size").value();
  ReplaceInConfig(folder, {{"intermediate_size", width + 1}});
  ExpectError(TrainOn(folder), 1,
              {folder, "tensor ", " has shape ", "config.json asks for",
               "do not belong together"});
}

// As an adapter's base, too, before anything else is read.
TEST(BadModel, Quantised) {
  const std::string folder = TinyModel("quantised");
  ReplaceInConfig(folder, {{"quantization_config", {{"load_in_8bit", true}}}});
  const std::vector<std::string> message = {
      folder + ": the model is quantised (config.json has quantization_config)",
      "give the folder of the model that it was made from", "model.dequantize()"};
  ExpectError(TrainOn(folder), 1, message);
  ExpectError(RunGraft({"eval", "--model=" + folder, StrCat("--data=", kReviews),
                        "--adapter=tests/golden/peft/lora"}),
              1, message);
}

TEST(BadModel, UnknownType) {
  const std::string folder = TinyModel("gpt2");
  ReplaceInConfig(folder, {{"model_type", "gpt2"}});
  ExpectError(TrainOn(folder), 1,
              {folder + "/config.json", "model_type", "gpt2", "bert"});
}

TEST(BadModel, ImpossibleConfig) {
  const std::vector<std::pair<const char*, Json>> wrong = {
      {"num_attention_heads", 3}, {"num_hidden_layers", -1}, {"hidden_act", "swish"}};
  const std::string folder = TinyModel("impossible");
  for (const auto& [key, value] : wrong) {
    const std::string config = Contents(StrCat(kTiny, "/config.json"));
    ASSERT_TRUE(WriteFileAtomically(folder + "/config.json", config).ok());
    ReplaceInConfig(folder, {{key, value}});
    ExpectError(TrainOn(folder), 1, {folder + "/config.json", key});
  }
  ASSERT_TRUE(WriteFileAtomically(folder + "/config.json", "{\"a\": ").ok());
  ExpectError(TrainOn(folder), 1, {folder + "/config.json"});
}

TEST(BadModel, VocabularyLargerThanTheEmbeddings) {
  const std::string folder = TinyModel("vocabulary");
  const std::string vocab = Contents(folder + "/vocab.txt") + "qqq\nqqqq\n";
  ASSERT_TRUE(WriteFileAtomically(folder + "/vocab.txt", vocab).ok());
  ExpectError(TrainOn(folder), 1, {"the vocabulary has ", "do not belong together"});
}

TEST(BadTable, EmptyMissingOrBroken) {
  ExpectError(TrainOn(kTiny, "no.csv"), 1, {"no.csv", "No such file"});
  ExpectError(TrainOn(kTiny, WriteScratch("empty.csv", "")), 1, {"empty.csv"});
  ExpectError(TrainOn(kTiny, WriteScratch("header.csv", "text,label\n")), 1,
              {"header.csv has a header and no rows"});
  ExpectError(TrainOn(kTiny, WriteScratch("open.csv", "text,label\n\"a,b\n")), 1,
              {"open.csv:2: "});
  ExpectError(TrainOn(kTiny, WriteScratch("one.csv", "text,label\na,x\nb,x\n")), 1,
              {"at least two labels"});
  ExpectError(TrainOn(kTiny, WriteScratch("copies.csv", "text,label\na,x\nA,y\n")), 1,
              {"at least two"});
}

TEST(BadTable, MissingColumnListsThoseThereAre) {
  ExpectError(TrainOn(kTiny, kReviews, {"--text=txt"}), 1,
              {"reviews.csv has no column 'txt'", "text, label", "did you mean text?"});
  ExpectError(TrainOn(kTiny, kReviews, {"--label=stars"}), 1, {"no column 'stars'"});
}

// One graft on the tiny model, for what comes after training.
const std::string& TinyGraft() {
  static const std::string* folder = [] {
    const std::string out = Scratch("tiny_graft");
    const Outcome run =
        RunGraft({"train", StrCat("--model=", kTiny), StrCat("--data=", kReviews),
                  "--out=" + out, "--epochs=1", "--set=r=2"});
    EXPECT_EQ(run.code, 0) << run.err;
    return new std::string(out);
  }();
  return *folder;
}

Outcome Eval(const std::string& graft, const std::string& data) {
  return RunGraft({"eval", "--graft=" + graft, "--data=" + data});
}

TEST(BadTable, LabelNeverSeenInTraining) {
  const std::string data =
      WriteScratch("new_label.csv", "text,label\na,good\nb,ugly\n");
  ExpectError(
      Eval(TinyGraft(), data), 1,
      {"new_label.csv:3: label 'ugly' was never seen in training", "'bad', 'good'"});
  ExpectError(TrainOn(kTiny, kReviews, {"--dev=" + data}), 1, {"new_label.csv:3: "});
}

TEST(BadTable, InvalidUtf8IsReadAsReplacementsAndSaidSo) {
  const std::string data = WriteScratch("latin1.csv", "text,label\ncaf\xe9,good\n");
  const Outcome eval = Eval(TinyGraft(), data);
  EXPECT_EQ(eval.code, 0) << eval.err;
  EXPECT_THAT(eval.err, AllOf(HasSubstr("latin1.csv: 1 place with bytes that are not"),
                              HasSubstr("another encoding?")));
  const Outcome lines = RunGraft({"predict", "--graft=" + TinyGraft()}, "caf\xe9\n");
  EXPECT_EQ(lines.code, 0) << lines.err;
  EXPECT_THAT(lines.out, HasSubstr("\ncaf\xef\xbf\xbd,"));
}

TEST(BadGraft, MissingUnfinishedOrSpoilt) {
  ExpectError(Eval("nowhere", kReviews), 1, {"nowhere holds no trained graft"});
  const std::string spoilt = Scratch("spoilt");
  fs::copy(TinyGraft(), spoilt);
  const std::string tensors = spoilt + "/adapter_model.safetensors";
  fs::resize_file(tensors, fs::file_size(tensors) - 4);
  ExpectError(Eval(spoilt, kReviews), 1, {tensors});
  const std::string config = spoilt + "/adapter_config.json";
  ASSERT_TRUE(WriteFileAtomically(config, "{\"peft_type\": \"LORA\"}").ok());
  ExpectError(Eval(spoilt, kReviews), 1,
              {config, "names no model; give it by --model=FOLDER"});
}

TEST(BadGraft, AnotherModel) {
  const Outcome run = RunGraft({"eval", "--graft=" + TinyGraft(), "--model=minilm",
                                StrCat("--data=", kReviews)});
  ExpectError(run, 1,
              {"trained on another model", "6 layers, hidden size 384",
               "give the model that it was trained on"});
  const std::string moved = Scratch("moved");
  fs::copy(TinyGraft(), moved);
  Json config = ReadJson(moved + "/adapter_config.json").value();
  config["base_model_name_or_path"] = "/no/longer/there";
  ASSERT_TRUE(WriteJsonAtomically(moved + "/adapter_config.json", config).ok());
  ExpectError(Eval(moved, kReviews), 1, {"/no/longer/there", "give --model=FOLDER"});
  const Outcome found = RunGraft({"eval", "--graft=" + moved, StrCat("--model=", kTiny),
                                  StrCat("--data=", kReviews)});
  EXPECT_EQ(found.code, 0) << found.err;
}

TEST(BadCommand, EndsWithTwoAndSuggests) {
  const std::string data = StrCat("--data=", kReviews),
                    model = StrCat("--model=", kTiny);
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong = {
      {{}, "graft COMMAND"},
      {{"trian"}, "no command 'trian'; did you mean train"},
      {{"train", "--dat=x"}, "no flag --dat; did you mean --data"},
      {{"train", data, "--out=o", "--epochs=0"}, "expected 1 … 1000000"},
      {{"train", data, "--out=o", "--epochs=9223372036854775807"}, "expected 1 … 1"},
      {{"train", data, "--out=o", "--batch=9223372036854775807"}, "expected 1 … 1"},
      {{"train", data, "--out=o", "--rate=nan"}, "--rate=nan"},
      {{"train", data, "--out=o", "--max-length=1"}, "expected at least 2"},
      {{"train", data, "--out=o", "--method=lorra"}, "did you mean lora"},
      {{"train", data, "--out=o", "--pooling=max"},
       "mean, cls, pooler, first or dense"},
      {{"train", data, "--out=o", "--set", "rr=8"},
       "unknown option rr: the method has r, alpha, dropout, rslora, targets, "
       "rank_pattern, alpha_pattern, bias; did you mean r?"},
      {{"train", data, "--out=o", "--set", "r"}, "'r': expected name=value"},
      {{"train", data, "--out=o", model, "--set", "r=0"}, "See graft methods"},
      {{"train", data, "--out=o", model, "--method=prompt_tuning", "--set=l=4",
        "--max-length=9999"},
       "of which the method takes 4"},
      {{"tokenize", "--max-length=1"}, "expected at least 2"},
      {{"encode", "--pooling=max"}, "mean, cls or pooler"},
      {{"encode", model, "--max-length=9999"}, "the model's positions"},
      {{"predict", "--graft=" + TinyGraft(), data, "--json"}, "--json is for"},
      {{"predict", "--graft=" + TinyGraft(), data, "--text-pair=text"},
       "--text-pair: the graft was trained on single texts"},
      {{"predict", "--graft=" + TinyGraft(), "--text-pair=text"},
       "--text-pair is a column of --data"}};
  for (const auto& [args, message] : wrong) {
    const Outcome run = RunGraft(args);
    EXPECT_EQ(run.code, 2) << message << "\n" << run.err;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, HasSubstr(message));
  }
}

TEST(BadCommand, AGraftOfSingleTextsTakesNoPair) {
  const Outcome run = RunGraft({"predict", "--graft=" + TinyGraft(), "--json"},
                               "\"fine\"\n[\"fine\",\"\"]\n");
  ExpectError(run, 1, {"line 2: a pair of texts, but the graft takes single"});
}

TEST(BadCommand, HelpGoesToStandardOutput) {
  const std::string overview = RunGraft({"--help"}).out;
  for (const char* name : {"train", "eval", "predict", "methods", "tokenize", "encode",
                           "inspect", "merge", "export"}) {
    const Outcome run = RunGraft({name, "--help"});
    EXPECT_EQ(run.code, 0);
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out, HasSubstr(StrCat("graft ", name, ": ")));
    EXPECT_THAT(overview, HasSubstr(StrCat("\n  ", name, " ")));
  }
}

}  // namespace
}  // namespace graft
