#include "common/formats/hf_checkpoint.h"

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/formats/safetensors.h"
#include "common/testing/temp_folder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

class HfCheckpointTest : public ::testing::Test {
 protected:
  // A safetensors file that holds one byte under each of the names.
  void WriteFile(const std::string& file, const std::vector<std::string>& names) {
    std::vector<TensorView> tensors;
    for (const std::string& name : names)
      tensors.push_back({name, DType::kU8, {1}, std::as_bytes(std::span(&byte_, 1))});
    ASSERT_TRUE(WriteSafetensors(folder_ + "/" + file, tensors).ok());
  }
  void WriteIndex(const std::string& text) {
    ASSERT_TRUE(
        WriteFileAtomically(folder_ + "/model.safetensors.index.json", text).ok());
  }
  std::string Error() {
    const auto checkpoint = HfCheckpoint::Open(folder_);
    return checkpoint.ok() ? "no error" : std::string(checkpoint.status().message());
  }

  const std::string folder_ = testing::EmptyFolder();
  const uint8_t byte_ = 7;
};

TEST_F(HfCheckpointTest, OneFileIsOpenedAsItIs) {
  WriteFile("model.safetensors", {"b", "a"});
  WriteIndex("ignored, as transformers does");
  const auto checkpoint = HfCheckpoint::Open(folder_);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->tensors().size(), 2);
  EXPECT_EQ(std::to_integer<int>(checkpoint->tensors().at("a")->bytes[0]), 7);
}

TEST_F(HfCheckpointTest, ShardsAreOneCheckpointAndACopyKeepsThemOpen) {
  WriteFile("model-1.safetensors", {"a", "b"});
  WriteFile("model-2.safetensors", {"c"});
  WriteIndex(
      R"({"metadata": {"total_size": 3}, "weight_map": {"a": "model-1.safetensors",
      "b": "model-1.safetensors", "c": "model-2.safetensors"}})");
  auto checkpoint = HfCheckpoint::Open(folder_);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  const HfCheckpoint copy = *checkpoint;
  checkpoint = absl::UnknownError("gone");
  EXPECT_EQ(copy.tensors().size(), 3);
  EXPECT_EQ(std::to_integer<int>(copy.tensors().at("c")->bytes[0]), 7);
}

TEST_F(HfCheckpointTest, AFolderWithoutWeightsIsAnErrorSayingWhatToDo) {
  EXPECT_THAT(Error(), HasSubstr("is this the folder of a model?"));
  EXPECT_EQ(HfCheckpoint::Open(folder_ + "/none").status().code(),
            absl::StatusCode::kNotFound);
  ASSERT_TRUE(WriteFileAtomically(folder_ + "/pytorch_model.bin", "PK").ok());
  EXPECT_THAT(Error(),
              HasSubstr("found pytorch_model.bin; load and save the model once"));
}

TEST_F(HfCheckpointTest, AMissingShardIsNotFound) {
  WriteIndex(R"({"weight_map": {"a": "model-1.safetensors"}})");
  EXPECT_EQ(HfCheckpoint::Open(folder_).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Error(), HasSubstr("index.json: cannot read " + folder_ + "/model-1"));
}

TEST_F(HfCheckpointTest, IndexAndShardsMustAgree) {
  WriteFile("1.safetensors", {"a", "b"});
  WriteFile("2.safetensors", {"b"});
  WriteIndex(R"({"weight_map": {"a": "1.safetensors"}})");
  EXPECT_THAT(Error(),
              HasSubstr("\"b\" is in 1.safetensors but the index puts it nowhere"));
  WriteIndex(R"({"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})");
  EXPECT_THAT(Error(), HasSubstr("but the index puts it in 2.safetensors"));
  WriteIndex(R"({"weight_map": {"b": "2.safetensors", "c": "2.safetensors"}})");
  EXPECT_THAT(Error(), HasSubstr("tensor \"c\" is not in 2.safetensors"));
}

TEST_F(HfCheckpointTest, AnIndexThatIsWrongOrLeavesItsFolderIsAnError) {
  WriteIndex("{");
  EXPECT_THAT(Error(), HasSubstr("index.json: not valid JSON"));
  WriteIndex("{}");
  EXPECT_THAT(Error(), HasSubstr("expected \"weight_map\" to be an object"));
  WriteIndex(R"({"weight_maps": {}})");
  EXPECT_THAT(Error(), HasSubstr("did you mean weight_map?"));
  WriteIndex(R"({"weight_map": {"a": 1}})");
  EXPECT_THAT(Error(), HasSubstr("key \"a\": expected a string, found 1"));
  for (const char* name :
       {"../x.safetensors", "/etc/x.safetensors", "a/b.safetensors", "..", "x.bin"}) {
    WriteIndex(StrCat(R"({"weight_map": {"a": ")", name, "\"}}"));
    EXPECT_THAT(Error(), HasSubstr("a .safetensors file in the same folder, found"))
        << name;
  }
}

}  // namespace
}  // namespace graft
