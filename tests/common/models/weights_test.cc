#include "common/models/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/tensor/ops.h"
#include "common/testing/tensors.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

std::string Path(const std::string& name) { return ::testing::TempDir() + "/" + name; }

// The error of loading a file of that header and data.
std::string ErrorOf(const std::string& header, const std::string& data) {
  const std::string size = {static_cast<char>(header.size()), 0, 0, 0, 0, 0, 0, 0};
  const std::string path = Path("made.safetensors");
  EXPECT_TRUE(WriteFileAtomically(path, size + header + data).ok());
  return LoadWeights(path).status().ToString();
}

TEST(Weights, SaveAndLoadEveryTypeToTheBit) {
  const at::Tensor x = testing::RandomTensor({3, 5}, 1);
  const std::vector<NamedTensor> saved = {{"double", x},
                                          {"float", x.to(at::kFloat)},
                                          {"bfloat16", x.to(at::kBFloat16)},
                                          {"half", x.to(at::kHalf)},
                                          {"long", (x * 1000).to(at::kLong)},
                                          {"int", (x * 1000).to(at::kInt)},
                                          {"short", (x * 1000).to(at::kShort)},
                                          {"char", (x * 10).to(at::kChar)},
                                          {"byte", (x.abs() * 50).to(at::kByte)},
                                          {"bool", x > 0},
                                          {"transposed", x.t()},
                                          {"scalar", at::full({}, 2.5, at::kDouble)},
                                          {"empty", at::zeros({0, 4})}};
  ASSERT_TRUE(SaveTensors(Path("all.safetensors"), saved, {{"format", "pt"}}).ok());
  const auto loaded = LoadWeights(Path("all.safetensors"));
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->size(), saved.size());
  for (const auto& [name, tensor] : saved) {
    EXPECT_TRUE(loaded->at(name).equal(tensor)) << name;
    EXPECT_EQ(loaded->at(name).scalar_type(), tensor.scalar_type()) << name;
  }
}

TEST(Weights, OutliveTheNameOfTheirFile) {
  const at::Tensor x = testing::RandomTensor({100}, 1);
  const std::string path = Path("gone.safetensors");
  ASSERT_TRUE(SaveTensors(path, {{"x", x}}).ok());
  const Weights loaded = *LoadWeights(path);
  ASSERT_TRUE(std::filesystem::remove(path));
  const at::Tensor kept = loaded.at("x");
  EXPECT_TRUE(kept.equal(x));
}

TEST(Weights, LoadAFolder) {
  const auto weights = LoadWeights("tests/golden/tiny_bert");
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_EQ(weights->at("classifier.weight").sizes(), at::IntArrayRef({3, 16}));
}

TEST(Weights, SayWhatIsWrong) {
  EXPECT_EQ(LoadWeights(Path("none.safetensors")).status().code(),
            absl::StatusCode::kNotFound);
  ASSERT_TRUE(MakeFolder(Path("bare")).ok());
  EXPECT_FALSE(LoadWeights(Path("bare")).ok());
  ASSERT_TRUE(WriteFileAtomically(Path("text.safetensors"), "no tensors here").ok());
  EXPECT_NE(LoadWeights(Path("text.safetensors")).status().ToString().find("text."),
            std::string::npos);
  EXPECT_THAT(
      ErrorOf(R"({"x":{"dtype":"U16","shape":[1],"data_offsets":[0,2]}})", "ab"),
      HasSubstr("tensor x has element type U16"));
  // No element, and yet strides that overflow.
  EXPECT_THAT(ErrorOf(R"({"x":{"dtype":"F32","shape":[0,4611686018427387904,)"
                      R"(4611686018427387904],"data_offsets":[0,0]}})",
                      ""),
              HasSubstr("\"x\""));
}

TEST(WeightsDeathTest, RefuseToSaveOtherTypes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const at::Tensor x = at::zeros({1}, at::kComplexFloat);
  EXPECT_DEATH(SaveTensors(Path("c.safetensors"), {{"x", x}}).IgnoreError(),
               "no safetensors type");
}

}  // namespace
}  // namespace graft
