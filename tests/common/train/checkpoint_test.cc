#include "common/train/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/models/weights.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::RandomTensor;

const std::string kRun = "lora seed 1, \"quoted\" ü";

class CheckpointTest : public ::testing::Test {
 protected:
  CheckpointTest() { std::filesystem::remove(path_); }

  static std::vector<NamedTensor> Tensors(uint64_t seed) {
    return {{"a", RandomTensor({2, 3}, seed).to(at::kFloat)},
            {"b", RandomTensor({5}, seed + 1)},
            {"none", at::empty({0}, at::kFloat)}};
  }
  void Save(const std::vector<NamedTensor>& tensors, const Json& state = {{"n", 1}}) {
    const absl::Status saved = SaveCheckpoint(path_, kRun, tensors, state);
    ASSERT_TRUE(saved.ok()) << saved;
  }
  // The error, after making sure that no tensor was touched.
  std::string ErrorOf(std::vector<NamedTensor> wanted, const std::string& run = kRun) {
    std::vector<at::Tensor> before;
    for (const NamedTensor& t : wanted) before.push_back(t.tensor.clone());
    const auto state = LoadCheckpoint(path_, run, wanted);
    for (size_t i = 0; i < wanted.size(); ++i)
      EXPECT_TRUE(wanted[i].tensor.equal(before[i])) << wanted[i].name;
    return state.status().ToString();
  }

  const std::string path_ = ::testing::TempDir() + "/checkpoint";
};

TEST_F(CheckpointTest, GivesBackTensorsAndStateToTheBit) {
  const std::vector<NamedTensor> saved = Tensors(1), loaded = Tensors(5);
  const Json state = {{"step", 7}, {"loss", 0.1}, {"tiny", 5e-324}, {"list", {1, 2.5}}};
  Save(saved, state);
  const auto back = LoadCheckpoint(path_, kRun, loaded);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, state);
  for (size_t i = 0; i < saved.size(); ++i)
    EXPECT_TRUE(loaded[i].tensor.equal(saved[i].tensor)) << saved[i].name;
}

// The optimiser's buffers are views of one another's storage: values go in place.
TEST_F(CheckpointTest, FillsViewsAndTrainedTensorsInPlace) {
  Save({{"a", at::ones({3})}});
  const at::Tensor whole = at::zeros({5});
  const at::Tensor part = whole.slice(0, 1, 4).requires_grad_();
  ASSERT_TRUE(LoadCheckpoint(path_, kRun, {{"a", part}}).ok());
  EXPECT_TRUE(whole.equal(at::tensor({0.f, 1.f, 1.f, 1.f, 0.f})));
}

TEST_F(CheckpointTest, ReplacesTheOneBeforeAtOnce) {
  Save(Tensors(1));
  Save(Tensors(3), {{"n", 2}});
  const std::vector<NamedTensor> loaded = Tensors(5);
  EXPECT_EQ(LoadCheckpoint(path_, kRun, loaded).value(), Json({{"n", 2}}));
  EXPECT_TRUE(loaded[0].tensor.equal(Tensors(3)[0].tensor));
}

TEST_F(CheckpointTest, AMissingFileIsNotFound) {
  EXPECT_THAT(ErrorOf(Tensors(1)), AllOf(HasSubstr("NOT_FOUND"), HasSubstr(path_)));
}

TEST_F(CheckpointTest, NamesWhatDoesNotFitAndTouchesNothing) {
  Save(Tensors(1));
  EXPECT_THAT(ErrorOf(Tensors(2), "bitfit seed 1"),
              HasSubstr("INVALID_ARGUMENT: " + path_ +
                        ": checkpoint of another run: lora, expected bitfit"));
  std::vector<NamedTensor> wanted = Tensors(2);
  wanted[1].tensor = at::zeros({6}, at::kDouble);
  EXPECT_THAT(ErrorOf(wanted),
              HasSubstr("tensor b is [5] Double, expected [6] Double"));
  wanted[1].tensor = at::zeros({5}, at::kFloat);
  EXPECT_THAT(ErrorOf(wanted), HasSubstr("tensor b is [5] Double, expected [5] Float"));
  wanted[1].name = "c";
  EXPECT_THAT(ErrorOf(wanted), HasSubstr("tensor c is missing"));
  wanted = Tensors(2);
  wanted.pop_back();
  EXPECT_THAT(ErrorOf(wanted), HasSubstr("3 tensors, expected 2"));
}

TEST_F(CheckpointTest, NamesTheFirstWordOfTheFingerprintThatDiffers) {
  Save(Tensors(1));
  const auto expect = [&](const std::string& run, const std::string& difference) {
    EXPECT_THAT(ErrorOf(Tensors(2), run), HasSubstr("another run: " + difference));
  };
  expect("lora seed 2, \"quoted\" ü", "seed 1,, expected 2,");
  expect("lora seed 1, \"quoted\"", "\"quoted\" ü, expected nothing");
  expect(kRun + " threads 2", "ü nothing, expected threads");
  expect("", "lora, expected nothing");
}

TEST_F(CheckpointTest, RefusesFilesThatAreNoCheckpoint) {
  ASSERT_TRUE(SaveTensors(path_, Tensors(1)).ok());
  EXPECT_THAT(ErrorOf(Tensors(2)),
              HasSubstr("no metadata 'graft.fingerprint': no checkpoint of Graft's"));
  ASSERT_TRUE(SaveTensors(path_, Tensors(1), {{"graft.fingerprint", kRun}}).ok());
  EXPECT_THAT(ErrorOf(Tensors(2)), HasSubstr("no metadata 'graft.state'"));
  ASSERT_TRUE(SaveTensors(path_, Tensors(1),
                          {{"graft.fingerprint", kRun},
                           {"graft.state", "{"},
                           {"graft.state_sha256", Sha256Hex("{")}})
                  .ok());
  EXPECT_THAT(ErrorOf(Tensors(2)), HasSubstr(path_ + ": not valid JSON"));
  ASSERT_TRUE(SaveTensors(path_, Tensors(1),
                          {{"graft.fingerprint", kRun},
                           {"graft.state", "{\"n\":2}"},
                           {"graft.state_sha256", Sha256Hex("{\"n\":1}")}})
                  .ok());
  EXPECT_THAT(ErrorOf(Tensors(2)), HasSubstr("the state is damaged: {\"n\":2}"));
  ASSERT_TRUE(WriteFileAtomically(path_, "hello").ok());
  EXPECT_THAT(ErrorOf(Tensors(2)), HasSubstr(path_));
}

TEST_F(CheckpointTest, AFolderThatIsNotThereIsAnErrorNamingIt) {
  const std::string path = ::testing::TempDir() + "/no/such/folder/file";
  EXPECT_THAT(SaveCheckpoint(path, kRun, Tensors(1), {}).ToString(), HasSubstr(path));
}

TEST_F(CheckpointTest, RefusesOneNameForTwoTensors) {
  EXPECT_THAT(
      SaveCheckpoint(path_, kRun, {{"a", at::ones({1})}, {"a", at::ones({2})}}, {})
          .ToString(),
      HasSubstr("given to two tensors"));
  EXPECT_FALSE(std::filesystem::exists(path_));
}

}  // namespace
}  // namespace graft
