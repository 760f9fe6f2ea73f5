// The path of a user: train, be stopped in every way there is, go on, evaluate, predict.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "common/base/json.h"
#include "common/base/strings.h"
#include "tests/cli/graft_program.h"

namespace graft {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using testing::Contents;
using testing::GraftProgram;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Outcome;
using testing::RunGraft;
using testing::Scratch;

constexpr char kReviews[] = "tests/cli/reviews.csv";

// 24 steps of the real MiniLM: about two seconds.
std::vector<std::string> Train(const std::string& out,
                               const std::vector<std::string>& more = {}) {
  std::vector<std::string> args = {"train",        StrCat("--data=", kReviews),
                                   "--out=" + out, "--batch=8",
                                   "--epochs=8",   "--threads=1",
                                   "--set",        "r=4,alpha=8",
                                   "--max-length", "24",
                                   "--seed=7",     "--rate=0.003"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

std::string Tensors(const std::string& out) {
  return Contents(out + "/adapter_model.safetensors");
}

std::string Checkpoint(const std::string& out) {
  return out + "/checkpoint.safetensors";
}

// What a run that nobody disturbs writes.
const std::string& Undisturbed() {
  static const std::string* tensors = [] {
    const std::string out = Scratch("undisturbed");
    const Outcome run = RunGraft(Train(out));
    EXPECT_EQ(run.code, 0) << run.err;
    return new std::string(Tensors(out));
  }();
  return *tensors;
}

TEST(Train, SaysWhatItFoundAndPrintsATable) {
  const Outcome run =
      RunGraft({"train", StrCat("--data=", kReviews), "--out=" + Scratch("told"),
                "--batch=8", "--epochs=1", "--threads=1"});
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.err, AllOf(HasSubstr("25 rows, 1 duplicate dropped\n"),
                             HasSubstr("22 to train, 2 for dev\n"),
                             HasSubstr("labels: bad 10, good 12\n"),
                             HasSubstr("epoch 1: loss "), HasSubstr("3/3 (100 %)")));
  // LoRA r = 8 at query and value of 6 layers: 6·2·8·(384 + 384); the head: 2·(384 + 1).
  EXPECT_THAT(run.out, AllOf(HasSubstr("lora on minilm"), HasSubstr("73,728"),
                             HasSubstr("0.325 %"), HasSubstr(" 770 ")));
}

TEST(Train, LeavesAGraftThatEvalAndPredictRead) {
  Undisturbed();
  const std::string graft = "--graft=" + Scratch("undisturbed");
  const Outcome eval = RunGraft({"eval", graft, StrCat("--data=", kReviews)});
  ASSERT_EQ(eval.code, 0) << eval.err;
  EXPECT_THAT(eval.out, AllOf(HasSubstr("Macro F1 %"), HasSubstr("true \\ predicted")));
  const Outcome predict =
      RunGraft({"predict", graft},
               "An excellent dinner, thank you!\nRude, cold \"and\" dirty.\n");
  ASSERT_EQ(predict.code, 0) << predict.err;
  EXPECT_THAT(predict.out, ::testing::MatchesRegex(
                               "text,label,probability\n"
                               "\"An excellent dinner, thank you!\",good,0\\.[0-9]+\n"
                               "\"Rude, cold \"\"and\"\" dirty.\",bad,0\\.[0-9]+\n"));
  const Outcome table =
      RunGraft({"predict", graft, StrCat("--data=", kReviews), "--logits"});
  ASSERT_EQ(table.code, 0) << table.err;
  EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'), 25);
  const auto first = ParseJson(table.out.substr(0, table.out.find('\n')), "first line");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ((*first)["label"], "good");
  EXPECT_EQ((*first)["logits"].size(), 2u);
  EXPECT_FALSE(fs::exists(Checkpoint(Scratch("undisturbed"))));
}

// MiniLM's own is 0.1.
TEST(Train, TakesAnotherDropoutThanTheModels) {
  const std::string own = Scratch("own"), other = Scratch("other");
  ASSERT_EQ(RunGraft(Train(own, {"--dropout=0.1"})).code, 0);
  EXPECT_EQ(Tensors(own), Undisturbed());
  ASSERT_EQ(RunGraft(Train(other, {"--dropout=0.3"})).code, 0);
  EXPECT_NE(Tensors(other), Undisturbed());
  const Outcome bad = RunGraft(Train(Scratch("bad"), {"--dropout=1"}));
  EXPECT_EQ(bad.code, 2);
  EXPECT_THAT(bad.err, HasSubstr("--dropout=1: expected 0 … 1, 1 not included"));
}

TEST(Train, AfterCtrlCResumesToTheSameBits) {
  const std::string out = Scratch("stopped");
  GraftProgram first(Train(out, {"--checkpoint-every=3"}));
  ASSERT_TRUE(testing::WaitForFile(Checkpoint(out), &first));
  first.Send(SIGINT);
  const Outcome stopped = first.Wait();
  ASSERT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_THAT(stopped.err,
              AllOf(HasSubstr("stopped after step "), HasSubstr("To go on:\n"),
                    HasSubstr("--out=" + out), HasSubstr(" --resume\n")));
  EXPECT_FALSE(fs::exists(out + "/adapter_config.json"));

  const Outcome again = RunGraft(Train(out));
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("a training was stopped there; add --resume"));

  const Outcome other = RunGraft(Train(out, {"--resume", "--set", "dropout=0.1"}));
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.err, HasSubstr("checkpoint of another run"));

  const Outcome resumed = RunGraft(Train(out, {"--resume"}));
  ASSERT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_THAT(resumed.err, HasSubstr("goes on after step "));
  EXPECT_EQ(Tensors(out), Undisturbed());
  EXPECT_EQ(Contents(out + "/adapter_config.json"),
            Contents(Scratch("undisturbed/adapter_config.json")));
}

TEST(Train, KilledWhileWritingCheckpointsResumesToTheSameBits) {
  const std::string out = Scratch("killed");
  for (int kill = 0; kill < 3; ++kill) {
    GraftProgram run(Train(
        out, kill == 0 ? std::vector<std::string>{"--checkpoint-every=1"}
                       : std::vector<std::string>{"--checkpoint-every=1", "--resume"}));
    ASSERT_TRUE(testing::WaitForFile(Checkpoint(out), &run));
    // Where in a step or in a write this falls differs from machine to machine.
    if (kill > 0) ::usleep(500'000 + 37'000 * kill);
    run.Send(SIGKILL);
    ASSERT_EQ(run.Wait().code, 128 + SIGKILL);
  }
  const Outcome resumed = RunGraft(Train(out, {"--resume"}));
  ASSERT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(Tensors(out), Undisturbed());
  // Neither the checkpoint nor what the kills left of one.
  EXPECT_EQ(std::distance(fs::directory_iterator(out), {}), 2);
}

TEST(Train, FullDiskDuringACheckpointKeepsTheLastOne) {
  const std::string out = Scratch("full");
  GraftProgram first(Train(out, {"--checkpoint-every=3"}));
  ASSERT_TRUE(testing::WaitForFile(Checkpoint(out), &first));
  first.Send(SIGTERM);
  ASSERT_EQ(first.Wait().code, 130);
  const std::string before = Contents(Checkpoint(out));

  const Outcome full =
      RunGraft(Train(out, {"--checkpoint-every=1", "--resume"}), "", 100'000);
  EXPECT_EQ(full.code, 1);
  EXPECT_THAT(full.err, AllOf(HasSubstr("cannot write "), HasSubstr("File too large"),
                              HasSubstr("The last checkpoint is kept in "),
                              HasSubstr(" --resume\n")));
  EXPECT_EQ(Contents(Checkpoint(out)), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(out), {}), 1);

  const Outcome resumed = RunGraft(Train(out, {"--resume"}));
  ASSERT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_EQ(Tensors(out), Undisturbed());
}

TEST(Train, FullDiskAtTheFirstCheckpointLeavesNothing) {
  const std::string out = Scratch("full_at_once");
  const Outcome full = RunGraft(Train(out, {"--checkpoint-every=1"}), "", 100'000);
  EXPECT_EQ(full.code, 1);
  EXPECT_THAT(full.err, AllOf(HasSubstr("File too large"), Not(HasSubstr("is kept"))));
  EXPECT_TRUE(fs::is_empty(out));
}

TEST(Train, ReplacesNothingUnlessTold) {
  Undisturbed();
  const std::string out = Scratch("undisturbed");
  const Outcome refused = RunGraft(Train(out));
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("there is a trained graft already"));
  EXPECT_EQ(RunGraft(Train(out, {"--resume"})).code, 1);
  EXPECT_EQ(RunGraft(Train(out, {"--resume", "--overwrite"})).code, 2);
  const std::string copy = Scratch("replaced");
  fs::copy(out, copy);
  const Outcome replaced =
      RunGraft({"train", StrCat("--data=", kReviews), "--out=" + copy, "--method=head",
                "--epochs=1", "--overwrite"});
  ASSERT_EQ(replaced.code, 0) << replaced.err;
  EXPECT_LT(Tensors(copy).size(), Undisturbed().size());
}

TEST(Train, OverwritingKeepsTheOldGraftUntilTheNewOneIsFinished) {
  Undisturbed();
  const std::string out = Scratch("overwritten");
  fs::copy(Scratch("undisturbed"), out);
  GraftProgram run(Train(out, {"--overwrite", "--seed=8", "--checkpoint-every=3"}));
  ASSERT_TRUE(testing::WaitForFile(Checkpoint(out), &run));
  run.Send(SIGINT);
  const Outcome stopped = run.Wait();
  ASSERT_EQ(stopped.code, 130) << stopped.err;
  EXPECT_THAT(stopped.err,
              AllOf(HasSubstr(" --resume\n"), Not(HasSubstr("overwrite"))));
  EXPECT_EQ(Tensors(out), Undisturbed());
  const Outcome eval =
      RunGraft({"eval", "--graft=" + out, StrCat("--data=", kReviews)});
  EXPECT_EQ(eval.code, 0) << eval.err;

  const Outcome resumed = RunGraft(Train(out, {"--seed=8", "--resume"}));
  ASSERT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_NE(Tensors(out), Undisturbed());
  EXPECT_FALSE(fs::exists(Checkpoint(out)));
}

TEST(Train, PairsNeedTheirColumnEverywhere) {
  const std::string data = testing::WriteScratch(
      "pairs.csv",
      "text,other,label\na cat,a dog,no\na cat,the cat,yes\n"
      "one,two,no\none,one thing,yes\nred,blue,no\nred,reddish,yes\n");
  const std::string out = Scratch("pairs");
  ASSERT_EQ(RunGraft({"train", "--data=" + data, "--text-pair=other", "--out=" + out,
                      "--epochs=1"})
                .code,
            0);
  const Outcome lines = RunGraft({"predict", "--graft=" + out}, "a cat\n");
  EXPECT_EQ(lines.code, 2);
  EXPECT_THAT(lines.err, HasSubstr("trained on pairs of texts"));
  const Outcome json =
      RunGraft({"predict", "--graft=" + out, "--json"}, "[\"a cat\",\"a dog\"]\n");
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr("text,text_pair,label,probability\na cat,a dog,"));
  const Outcome single = RunGraft({"predict", "--graft=" + out, "--json"},
                                  "[\"a cat\",\"\"]\n\"a cat\"\n");
  EXPECT_EQ(single.code, 1);
  EXPECT_EQ(single.out, "");
  EXPECT_THAT(single.err, HasSubstr("line 2: a single text, but the graft takes"));
  EXPECT_EQ(RunGraft({"eval", "--graft=" + out, "--data=" + data}).code, 2);
  EXPECT_EQ(
      RunGraft({"eval", "--graft=" + out, "--data=" + data, "--text-pair=other"}).code,
      0);
}

}  // namespace
}  // namespace graft
