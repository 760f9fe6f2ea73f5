#include "common/base/files.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "common/testing/full_disk.h"
#include "common/testing/temp_folder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace graft {
namespace {

using testing::EmptyFolder;
using testing::FilesIn;
using testing::FullDisk;
using ::testing::HasSubstr;

TEST(Files, BytesSurviveWritingAndReading) {
  const std::string path = EmptyFolder() + "/file";
  for (const std::string& bytes :
       {std::string(), std::string("a\0\r\n\xff", 5), std::string(1 << 20, 'x')}) {
    ASSERT_TRUE(WriteFileAtomically(path, bytes).ok());
    const auto back = ReadFile(path);
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, bytes);
  }
}

TEST(Files, WhatCannotBeReadIsAnErrorNamingThePath) {
  const std::string folder = EmptyFolder();
  EXPECT_EQ(ReadFile(folder + "/none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(ReadFile(folder + "/none").status().message()),
              HasSubstr(folder + "/none"));
  EXPECT_EQ(ReadFile(folder).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(ReadFile(folder).status().message()),
              HasSubstr(folder + " is a folder; expected a file"));
}

// A pipe without a writer would be waited for, and some devices never end.
TEST(Files, PipesAndDevicesAreErrorsAndDoNotBlock) {
  const std::string pipe = EmptyFolder() + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& path : {pipe, std::string("/dev/zero")})
    EXPECT_THAT(std::string(ReadFile(path).status().message()),
                HasSubstr(path + " is not a regular file"));
}

TEST(Files, AFileThatDoesNotSayItsSizeIsReadToTheEnd) {
  const auto text = ReadFile("/proc/self/status");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, HasSubstr("nonvoluntary_ctxt_switches"));  // its last line
}

TEST(Files, WritingIntoAFolderThatIsNotThereIsAnError) {
  const std::string path = EmptyFolder() + "/none/file";
  EXPECT_EQ(WriteFileAtomically(path, "x").code(), absl::StatusCode::kNotFound);
}

TEST(Files, WritingOverAFolderIsAnErrorAndLeavesNothingBeside) {
  const std::string folder = EmptyFolder();
  ASSERT_TRUE(MakeFolder(folder + "/inner").ok());
  EXPECT_FALSE(WriteFileAtomically(folder + "/inner", "x").ok());
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(Files, MakeFolderMakesTheFoldersAboveAndMayBeCalledTwice) {
  const std::string folder = EmptyFolder() + "/a/b";
  EXPECT_TRUE(MakeFolder(folder).ok());
  EXPECT_TRUE(MakeFolder(folder).ok());
  ASSERT_TRUE(WriteFileAtomically(folder + "/file", "x").ok());
  EXPECT_FALSE(MakeFolder(folder + "/file").ok());
}

TEST(Files, PiecesAppearTogetherAtCommit) {
  const std::string folder = EmptyFolder(), path = folder + "/file";
  ASSERT_TRUE(WriteFileAtomically(path, "old").ok());
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE(file->Append("ne").ok());
  ASSERT_TRUE(file->Append("w").ok());
  EXPECT_EQ(*ReadFile(path), "old");
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(*ReadFile(path), "new");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(Files, WithoutCommitTheOldFileStaysAndNothingIsLeftBeside) {
  const std::string folder = EmptyFolder(), path = folder + "/file";
  ASSERT_TRUE(WriteFileAtomically(path, "old").ok());
  {
    AtomicFile file = *AtomicFile::Create(path);
    ASSERT_TRUE(file.Append("new").ok());
    const AtomicFile moved = std::move(file);
    EXPECT_EQ(FilesIn(folder), 2);
  }
  EXPECT_EQ(*ReadFile(path), "old");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(Files, TwoWritersOfOnePathDoNotMix) {
  const std::string path = EmptyFolder() + "/file";
  AtomicFile a = *AtomicFile::Create(path), b = *AtomicFile::Create(path);
  ASSERT_TRUE(a.Append("aaaa").ok());
  ASSERT_TRUE(b.Append("bb").ok());
  ASSERT_TRUE(a.Commit().ok());
  EXPECT_EQ(*ReadFile(path), "aaaa");
  ASSERT_TRUE(b.Commit().ok());
  EXPECT_EQ(*ReadFile(path), "bb");
}

TEST(Files, AFullDiskIsAnErrorThatLeavesTheOldFileAndNothingBeside) {
  const std::string folder = EmptyFolder(), path = folder + "/file";
  ASSERT_TRUE(WriteFileAtomically(path, "old").ok());
  absl::Status status;
  {
    const FullDisk disk(4096);
    status = WriteFileAtomically(path, std::string(10'000, 'x'));
  }
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), HasSubstr("cannot write " + path));
  EXPECT_EQ(*ReadFile(path), "old");
  EXPECT_EQ(FilesIn(folder), 1);
}

TEST(Files, AProcessKilledWhileWritingLeavesTheOldFile) {
  const std::string path = EmptyFolder() + "/file";
  ASSERT_TRUE(WriteFileAtomically(path, "old").ok());
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    AtomicFile file = *AtomicFile::Create(path);
    if (file.Append(std::string(100'000, 'x')).ok()) ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  int how = 0;
  ASSERT_EQ(::waitpid(child, &how, 0), child);
  ASSERT_TRUE(WIFSIGNALED(how));
  EXPECT_EQ(*ReadFile(path), "old");
}

TEST(Files, Sha256EqualsThePublishedDigests) {
  // FIPS 180-2, appendix B.1, and the digest of no bytes.
  EXPECT_EQ(Sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace graft
