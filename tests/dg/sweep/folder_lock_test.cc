#include "dg/sweep/folder_lock.h"

#include <gtest/gtest.h>

#include "common/testing/temp_folder.h"

namespace graft {
namespace {

TEST(FolderLock, IsHeldOnceAndGivenBack) {
  const std::string path = testing::EmptyFolder() + "/lock";
  {
    const auto first = FolderLock::Take(path);
    ASSERT_TRUE(first.ok()) << first.status();
    const auto second = FolderLock::Take(path);
    EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_NE(second.status().message().find(path), std::string::npos);
  }
  EXPECT_TRUE(FolderLock::Take(path).ok());
}

TEST(FolderLock, NamesAFolderThatIsNotThere) {
  const auto lock = FolderLock::Take(testing::EmptyFolder() + "/none/lock");
  EXPECT_NE(lock.status().message().find("none/lock"), std::string::npos);
}

}  // namespace
}  // namespace graft
