#include "peft/diff_pruning/sparse_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "common/base/files.h"
#include "common/formats/safetensors.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

const TrunkShapes kTrunk = {{"a.weight", {3, 4}}, {"b.bias", {5}}, {"c", {2}}};

SparseDiff Some() {
  return {{"a.weight", {3, 4}, {0, 7, 11}, {0.5f, -1e-30f, 3e8f}},
          {"b.bias", {5}, {4}, {std::nextafter(1.0f, 2.0f)}}};
}

std::string Path() {
  return ::testing::TempDir() + "/" +
         ::testing::UnitTest::GetInstance()->current_test_info()->name();
}

TEST(SparseDiff, ComesBackToTheBit) {
  SparseDiff diff = Some();
  diff.push_back({"c", {2}, {}, {}});  // nothing of it is moved: it is left out
  ASSERT_TRUE(WriteSparseDiff(Path(), diff).ok());
  const auto back = ReadSparseDiff(Path(), kTrunk);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, Some());
}

TEST(SparseDiff, CountsItsBytesToTheLast) {
  for (const SparseDiff& diff : {SparseDiff(), Some()}) {
    ASSERT_TRUE(WriteSparseDiff(Path(), diff).ok());
    EXPECT_EQ(SparseDiffBytes(diff), static_cast<int64_t>(ReadFile(Path())->size()));
  }
  // 8 bytes an element more, and nothing else but the digits of lengths and offsets.
  SparseDiff longer = Some();
  longer[0].indices.insert(longer[0].indices.begin() + 1, {1, 2, 3});
  longer[0].values.insert(longer[0].values.begin(), {1, 1, 1});
  EXPECT_NEAR(SparseDiffBytes(longer), SparseDiffBytes(Some()) + 24, 8);
}

// What a file gets wrong is named by tensor and position.
TEST(SparseDiff, RefusesHostileContents) {
  const auto error = [](const std::function<void(SparseDiff&)>& change) {
    SparseDiff diff = Some();
    change(diff);
    EXPECT_TRUE(WriteSparseDiff(Path(), diff).ok());
    const auto status = ReadSparseDiff(Path(), kTrunk).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(status.ToString(), HasSubstr(Path()));
    return status.ToString();
  };
  EXPECT_THAT(error([](auto& d) { d[0].indices[2] = 12; }),
              HasSubstr("a.weight.indices: index 12, expected 0 … 11 at position 2"));
  EXPECT_THAT(error([](auto& d) { d[0].indices[0] = -1; }),
              HasSubstr("index -1, expected 0 … 11 at position 0"));
  EXPECT_THAT(error([](auto& d) { d[0].indices[1] = 11; }),
              HasSubstr("index 11 after 11, a second time at position 2"));
  EXPECT_THAT(error([](auto& d) { d[0].indices[2] = 3; }),
              HasSubstr("index 3 after 7: expected ascending ones at position 2"));
  EXPECT_THAT(error([](auto& d) { d[1].values[0] = std::nanf(""); }),
              HasSubstr("b.bias.values: nan at position 0, expected a finite number"));
  EXPECT_THAT(error([](auto& d) { d[1].name = "d.bias"; }),
              HasSubstr("the model has no tensor d.bias"));
  EXPECT_THAT(
      error([](auto& d) {
        d[0].shape = {4, 3};
      }),
      HasSubstr("a.weight belongs to one of shape [4,3]; the model's is [3,4]"));
}

// Files that WriteSparseDiff does not write.
TEST(SparseDiff, RefusesForeignFiles) {
  const std::vector<int32_t> indices = {1, 2};
  const std::vector<float> values = {1, 2, 3};
  const auto bytes = [](const auto& v) { return std::as_bytes(std::span(v)); };
  const TensorView i{"b.bias.indices", DType::kI32, {2}, bytes(indices)},
      v{"b.bias.values", DType::kF32, {3}, bytes(values)},
      wrong{"b.bias.values", DType::kI32, {2}, bytes(indices)},
      other{"b.bias", DType::kF32, {3}, bytes(values)};
  std::map<std::string, std::string> metadata = {{"format", "graft.sparse_diff.1"},
                                                 {"shape b.bias", "[5]"}};
  const auto error = [&](const std::vector<TensorView>& tensors) {
    EXPECT_TRUE(WriteSafetensors(Path(), tensors, metadata).ok());
    return ReadSparseDiff(Path(), kTrunk).status().ToString();
  };
  EXPECT_THAT(error({i, v}), HasSubstr("b.bias has 2 indices and 3 values"));
  EXPECT_THAT(error({i}), HasSubstr("tensor b.bias.values is missing"));
  EXPECT_THAT(error({v}), HasSubstr("tensor b.bias.indices is missing"));
  EXPECT_THAT(error({i, wrong}),
              HasSubstr("b.bias.values is I32 [2], expected F32 of one dimension"));
  EXPECT_THAT(error({other}), HasSubstr("expected names that end in .indices"));
  metadata.erase("shape b.bias");
  EXPECT_THAT(error({i, v}), HasSubstr("no metadata \"shape b.bias\""));
  metadata["format"] = "pt";
  EXPECT_THAT(error({i, v}), HasSubstr("no sparse diff"));
  EXPECT_EQ(ReadSparseDiff(Path() + ".none", kTrunk).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(SparseDiff, RefusesATornFile) {
  ASSERT_TRUE(WriteSparseDiff(Path(), Some()).ok());
  const std::string whole = *ReadFile(Path());
  for (size_t size = 0; size < whole.size(); size += 7) {
    ASSERT_TRUE(WriteFileAtomically(Path(), whole.substr(0, size)).ok());
    EXPECT_FALSE(ReadSparseDiff(Path(), kTrunk).ok()) << size;
  }
}

}  // namespace
}  // namespace graft
