#include "common/data/mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/base/files.h"

namespace graft {
namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr char kListed[] = "pada/jsonl/mnli/fiction/dev.jsonl.gz";

std::string MessageOf(const absl::StatusOr<std::string>& result) {
  return std::string(result.status().message());
}

TEST(Mirror, ChecksWhatItReads) {
  const std::string folder = testing::TempDir();
  ASSERT_TRUE(WriteFileAtomically(folder + "/some.txt", "abc").ok());
  EXPECT_EQ(ReadMirroredFrom(folder, "some.txt", Sha256Hex("abc")).value(), "abc");
  EXPECT_THAT(MessageOf(ReadMirroredFrom(folder, "some.txt", Sha256Hex("abd"))),
              AllOf(HasSubstr("some.txt: sha256 of its contents is ba7816bf"),
                    HasSubstr("fetch_mirror.py")));
}

TEST(Mirror, SaysHowToGetWhatIsMissing) {
  unsetenv("GRAFT_DATA_MIRROR");
  EXPECT_THAT(MessageOf(ReadMirrored(kListed)),
              AllOf(HasSubstr(kListed), HasSubstr("GRAFT_DATA_MIRROR names no folder"),
                    HasSubstr("python3 tools/fetch_mirror.py FOLDER")));
  const std::string empty = fs::path(testing::TempDir()) / "empty";
  setenv("GRAFT_DATA_MIRROR", empty.c_str(), 1);
  const absl::StatusOr<std::string> missing = ReadMirrored(kListed);
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(MessageOf(missing),
              AllOf(HasSubstr("empty/pada"), HasSubstr("is not there")));
}

TEST(Mirror, NamesAFileThatIsNoGzip) {
  const std::string folder = testing::TempDir();
  ASSERT_TRUE(WriteFileAtomically(folder + "/some.gz", "abc").ok());
  EXPECT_THAT(MessageOf(ReadMirroredFrom(folder, "some.gz", Sha256Hex("abc"))),
              HasSubstr("some.gz: not a whole gzip file"));
}

TEST(Mirror, KnowsOnlyWhatIsListed) {
  EXPECT_THAT(MessageOf(ReadMirrored("pada/none.gz")),
              HasSubstr("does not list pada/none.gz"));
}

}  // namespace
}  // namespace graft
