// A run that was stopped, at any step and in any way, ends with the bits of one that was not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <optional>

#include "common/base/files.h"
#include "common/base/interrupt.h"
#include "common/formats/safetensors.h"
#include "common/tensor/threads.h"
#include "common/testing/full_disk.h"
#include "common/testing/tiny_bert.h"
#include "common/train/checkpoint.h"
#include "common/train/classification.h"
#include "common/train/trainer.h"
#include "peft/core/method.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using OnStep = std::function<void(int64_t, double)>;

constexpr int64_t kExamples = 22, kSteps = 18;  // three passes of six steps

// Texts of 1 to 12 tokens; the label is whether token 7 occurs.
std::vector<EncodedText> Texts(int64_t count, uint64_t seed) {
  const RandomStream stream(seed, "texts");
  std::vector<EncodedText> texts(count);
  for (int64_t i = 0; i < count; ++i) {
    const RandomStream text = stream.Fork(i);
    const uint64_t length = 1 + text.Bits(0) % 12;
    for (uint64_t t = 0; t < length; ++t) {
      const auto id = static_cast<int32_t>(3 + text.Bits(1 + t) % 17);
      texts[i].tokens.ids.push_back(id);
      texts[i].label |= id == 7;
    }
    texts[i].tokens.types.resize(length);
  }
  return texts;
}

// LoRA and a head on TinyBert in float32, every dropout on: all that a run changes.
class Model {
 public:
  explicit Model(const char* rank = "2")
      : lora_(CreateMethod("lora", {{"r", rank}, {"dropout", "0.1"}}, Trunk().info(),
                           RandomStream(3, "init"))
                  .value()),
        head_(2, Trunk().info().hidden, Pooling::kMean, 0.1, at::kFloat,
              RandomStream(3, "init")) {}

  absl::StatusOr<TrainResult> Train(const TrainConfig& config,
                                    const OnStep& on_step = {}) const {
    static const auto& train = *new auto(Texts(kExamples, 1));
    static const auto& dev = *new auto(Texts(30, 2));
    const TrainTask task = ClassificationTask({Trunk(), *lora_, head_}, train, dev);
    return graft::Train(task, Tensors(), config, on_step);
  }
  std::vector<NamedTensor> Tensors() const {
    std::vector<NamedTensor> all = lora_->Tensors();
    for (const NamedTensor& t : head_.Tensors()) all.push_back(t);
    return all;
  }

 private:
  static const Bert& Trunk() {
    static const Bert& trunk = *new Bert(testing::TinyBert(at::kFloat));
    return trunk;
  }
  std::unique_ptr<Method> lora_;
  Head head_;
};

bool SameBits(const Model& a, const Model& b) {
  const auto left = a.Tensors(), right = b.Tensors();
  for (size_t i = 0; i < left.size(); ++i)
    if (!left[i].tensor.equal(right[i].tensor)) return false;
  return left.size() == right.size();
}

class TrainerResume : public ::testing::Test {
 protected:
  TrainerResume() {
    SetThreads(1);
    path_ = ::testing::TempDir() + "/" +
            ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove(path_);
    config_.rate = 0.05;
    config_.batch = 4;
    config_.evaluate_every = 5;
    config_.fingerprint = "tiny lora";
    whole_result_ = *whole_.Train(config_);
    EXPECT_EQ(whole_result_.steps, kSteps);
    config_.checkpoint = path_;
    config_.checkpoint_every = 1000;
  }

  // Goes on from the checkpoint with new objects and compares everything.
  void ExpectResumes(const std::string& what) const {
    const Model model;
    const auto result = model.Train(config_);
    ASSERT_TRUE(result.ok()) << what << ": " << result.status();
    EXPECT_TRUE(SameBits(model, whole_)) << what;
    EXPECT_EQ(result->steps, kSteps) << what;
    EXPECT_EQ(result->best_step, whole_result_.best_step) << what;
    EXPECT_EQ(result->best_score, whole_result_.best_score) << what;
    EXPECT_EQ(result->losses, whole_result_.losses) << what;
    EXPECT_EQ(result->scores, whole_result_.scores) << what;
    EXPECT_FALSE(result->interrupted) << what;
  }
  std::string ErrorOf(const TrainConfig& config, const char* rank = "2") const {
    return Model(rank).Train(config).status().ToString();
  }
  // Leaves the checkpoint of `step` behind.
  void StopAt(int64_t step) {
    const InterruptGuard guard;
    const auto result = Model().Train(config_, [&](int64_t done, double) {
      if (done == step) std::raise(SIGINT);
    });
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_TRUE(result->interrupted);
    EXPECT_EQ(result->steps, step);
  }

  std::string path_;
  TrainConfig config_;
  const Model whole_;
  TrainResult whole_result_;
};

TEST_F(TrainerResume, IsATestOfARunThatChangesSomething) {
  EXPECT_FALSE(SameBits(whole_, Model()));
  EXPECT_GT(whole_result_.best_step, 0);
  Model other;
  TrainConfig config = config_;
  config.checkpoint.clear();
  config.seed = 1;
  ASSERT_TRUE(other.Train(config).ok());
  EXPECT_FALSE(SameBits(whole_, other));
}

TEST_F(TrainerResume, InterruptedAfterAnyStepGivesTheSameBits) {
  for (int64_t step = 1; step < kSteps; ++step) {
    StopAt(step);
    ExpectResumes(StrCat("interrupted after step ", step));
    std::filesystem::remove(path_);
  }
}

TEST_F(TrainerResume, InterruptedAgainAndAgainGivesTheSameBits) {
  for (const int64_t step : {2, 3, 9, 17}) StopAt(step);
  ExpectResumes("four times");
}

TEST_F(TrainerResume, KilledInTheMiddleGivesTheSameBits) {
  config_.checkpoint_every = 3;
  for (const int64_t step : {1, 7, 12}) {  // 1: before the first checkpoint
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      (void)Model().Train(config_, [&](int64_t done, double) {
        if (done == step) std::raise(SIGKILL);
      });
      ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    EXPECT_EQ(std::filesystem::exists(path_), step > 3);
    ExpectResumes(StrCat("killed after step ", step));
    std::filesystem::remove(path_);
  }
}

TEST_F(TrainerResume, EvaluatingAndSavingMoreOftenChangesNoBitOfTraining) {
  config_.keep_best = false;
  config_.checkpoint.clear();
  Model seldom, often;
  config_.evaluate_every = 1000;
  ASSERT_TRUE(seldom.Train(config_).ok());
  config_.evaluate_every = 1;
  config_.checkpoint = path_;
  config_.checkpoint_every = 1;
  ASSERT_TRUE(often.Train(config_).ok());
  EXPECT_TRUE(SameBits(seldom, often));
}

TEST_F(TrainerResume, AFinishedRunIsNotTrainedAgain) {
  config_.checkpoint_every = 1;
  ASSERT_TRUE(Model().Train(config_).ok());
  int64_t steps = 0;
  const Model model;
  ASSERT_TRUE(model.Train(config_, [&](int64_t, double) { ++steps; }).ok());
  EXPECT_EQ(steps, 0);
  EXPECT_TRUE(SameBits(model, whole_));
}

TEST_F(TrainerResume, RefusesTheCheckpointOfAnotherRun) {
  StopAt(7);
  const std::string before = *ReadFile(path_);
  const auto error = [&](auto change) {
    TrainConfig config = config_;
    change(config);
    return ErrorOf(config);
  };
  const auto refused = [&](const std::string& difference) {
    return HasSubstr(path_ + ": checkpoint of another run: " + difference +
                     "; delete the file to start anew");
  };
  EXPECT_THAT(error([](TrainConfig& c) { c.fingerprint = "tiny bitfit"; }),
              refused("tiny lora, expected bitfit"));
  EXPECT_THAT(error([](TrainConfig& c) { c.seed = 1; }), refused("seed 0, expected 1"));
  // The next number after 0.05: no digit is lost.
  EXPECT_THAT(error([](TrainConfig& c) { c.rate = std::nextafter(0.05, 1); }),
              refused("rate 0.05, expected 0.05000000000000001"));
  EXPECT_THAT(error([](TrainConfig& c) { c.batch = 5; }),
              refused("batch 4, expected 5"));
  EXPECT_THAT(error([](TrainConfig& c) { c.epochs = 4; }),
              refused("steps 18, expected 24"));
  EXPECT_THAT(error([](TrainConfig& c) { c.clip = 2; }),
              refused("clip 1.0, expected 2.0"));
  EXPECT_THAT(error([](TrainConfig& c) { c.warm_up = 0.5; }),
              refused("warm_up 1, expected 9"));
  EXPECT_THAT(error([](TrainConfig& c) { c.schedule = ScheduleKind::kCosine; }),
              refused("schedule linear, expected cosine"));
  EXPECT_THAT(error([](TrainConfig& c) { c.adamw.beta2 = 0.99; }),
              refused("beta2 0.999, expected 0.99"));
  EXPECT_THAT(error([](TrainConfig& c) { c.evaluate_every = 4; }),
              refused("evaluate_every 5, expected 4"));
  EXPECT_THAT(error([](TrainConfig& c) { c.patience = 9; }),
              refused("patience 0, expected 9"));
  SetThreads(2);
  EXPECT_THAT(ErrorOf(config_), refused("threads 1, expected 2"));
  SetThreads(1);
  EXPECT_THAT(ErrorOf(config_, "3"), HasSubstr("expected [3, 8]"));
  EXPECT_EQ(*ReadFile(path_), before);
  ExpectResumes("after refusals");
}

TEST_F(TrainerResume, ADamagedCheckpointIsAnErrorThatNamesTheFileAndTheWayOut) {
  StopAt(7);
  const std::string whole = *ReadFile(path_);
  const auto expected =
      AllOf(HasSubstr(path_), EndsWith("; delete the file to start anew"));
  for (size_t size = 0; size < whole.size(); size += 101) {
    ASSERT_TRUE(WriteFileAtomically(path_, whole.substr(0, size)).ok());
    EXPECT_THAT(ErrorOf(config_), expected) << size << " bytes";
  }
  ASSERT_TRUE(WriteFileAtomically(path_, "hello").ok());
  EXPECT_THAT(ErrorOf(config_), expected);
}

// A bit turned over in every third byte of the header: an error that names the file, or the
// bits of the whole run.
TEST_F(TrainerResume, ABitTurnedOverInTheHeaderIsAnErrorOrChangesNothing) {
  StopAt(7);
  const std::string whole = *ReadFile(path_);
  const size_t header = 8 + static_cast<unsigned char>(whole[0]) +
                        256 * static_cast<unsigned char>(whole[1]);
  ASSERT_LT(header, whole.size());
  const RandomStream flips(1, "flips");
  int64_t errors = 0;
  for (size_t at = 0; at < header; at += 3) {
    std::string damaged = whole;
    damaged[at] ^= static_cast<char>(1 << flips.Bits(at) % 8);
    ASSERT_TRUE(WriteFileAtomically(path_, damaged).ok());
    const Model model;
    const auto result = model.Train(config_);
    errors += !result.ok();
    if (result.ok())
      EXPECT_TRUE(SameBits(model, whole_)) << damaged.substr(8, header - 8);
    else
      EXPECT_THAT(result.status().ToString(), HasSubstr(path_));
  }
  EXPECT_GT(errors, 0);
}

TEST_F(TrainerResume, ImpossibleNumbersInACheckpointAreErrors) {
  StopAt(7);
  const auto file = SafetensorsFile::Open(path_);
  ASSERT_TRUE(file.ok());
  const std::string state = (*file)->metadata().at("graft.state");
  const std::vector<TensorView> tensors = (*file)->tensors();
  const auto error = [&](const std::string& from, const std::string& to) {
    auto metadata = (*file)->metadata();
    const size_t at = state.find(from);
    EXPECT_NE(at, std::string::npos) << state;
    metadata["graft.state"] = std::string(state).replace(at, from.size(), to);
    metadata["graft.state_sha256"] = Sha256Hex(metadata["graft.state"]);
    EXPECT_TRUE(WriteSafetensors(path_, tensors, metadata).ok());
    const std::string message = ErrorOf(config_);
    EXPECT_THAT(message,
                AllOf(HasSubstr(path_), EndsWith("; delete the file to start anew")));
    return message;
  };
  EXPECT_THAT(error("\"step\":7", "\"step\":-1"), HasSubstr("step -1 of a run of 18"));
  EXPECT_THAT(error("\"step\":7", "\"step\":19"), HasSubstr("step 19 of a run of 18"));
  EXPECT_THAT(error("\"step\":7", "\"step\":7.5"), HasSubstr("expected an integer"));
  EXPECT_THAT(error("\"step\":7", "\"stop\":7"), HasSubstr("\"step\" is missing"));
  EXPECT_THAT(error("\"step\":7", "\"step\":"), HasSubstr("not valid JSON"));
}

TEST_F(TrainerResume, AFullDiskStopsTheRunAndLeavesTheLastCheckpoint) {
  config_.checkpoint_every = 4;
  std::string before;
  std::optional<testing::FullDisk> disk;
  const absl::Status status = Model()
                                  .Train(config_,
                                         [&](int64_t done, double) {
                                           if (done != 5) return;
                                           before = *ReadFile(path_);
                                           disk.emplace(1024);
                                         })
                                  .status();
  disk.reset();
  EXPECT_THAT(status.ToString(), HasSubstr("cannot write " + path_));
  ASSERT_FALSE(before.empty());
  EXPECT_EQ(*ReadFile(path_), before);
  ExpectResumes("after a full disk");
}

}  // namespace
}  // namespace graft
