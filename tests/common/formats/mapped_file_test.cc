#include "common/formats/mapped_file.h"

#include <sys/stat.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include "common/base/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using ::testing::HasSubstr;

std::string Path(const std::string& name) {
  return std::string(std::getenv("TEST_TMPDIR")) + "/" + name;
}

TEST(MappedFile, HoldsTheBytesOfTheFileAndKeepsThemWhenItMoves) {
  const std::string bytes = std::string(10'000, 'a') + "b";
  ASSERT_TRUE(WriteFileAtomically(Path("file"), bytes).ok());
  auto file = MappedFile::Open(Path("file"));
  ASSERT_TRUE(file.ok()) << file.status();
  const std::byte* place = file->bytes().data();
  const MappedFile moved = *std::move(file);
  EXPECT_EQ(moved.bytes().data(), place);
  ASSERT_EQ(moved.bytes().size(), bytes.size());
  EXPECT_EQ(std::memcmp(place, bytes.data(), bytes.size()), 0);
}

TEST(MappedFile, AnEmptyFileHasNoBytes) {
  ASSERT_TRUE(WriteFileAtomically(Path("empty"), "").ok());
  const auto file = MappedFile::Open(Path("empty"));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->bytes().empty());
}

TEST(MappedFile, WhatIsNoRegularFileIsAnErrorAndDoesNotBlock) {
  EXPECT_EQ(MappedFile::Open(Path("none")).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(MappedFile::Open(Path("")).status().message()),
              HasSubstr("is a folder; expected a file"));
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(std::string(MappedFile::Open(Path("pipe")).status().message()),
              HasSubstr("is not a regular file"));
  EXPECT_FALSE(MappedFile::Open("/dev/zero").ok());
}

}  // namespace
}  // namespace graft
