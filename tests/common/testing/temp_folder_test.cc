#include "common/testing/temp_folder.h"

#include <gtest/gtest.h>

#include "common/base/files.h"

namespace graft::testing {
namespace {

TEST(TempFolder, IsEmptyEachTimeAndNamedAfterTheTest) {
  const std::string folder = EmptyFolder();
  EXPECT_TRUE(folder.ends_with("/IsEmptyEachTimeAndNamedAfterTheTest")) << folder;
  EXPECT_EQ(FilesIn(folder), 0u);
  ASSERT_TRUE(WriteFileAtomically(folder + "/file", "x").ok());
  EXPECT_EQ(FilesIn(folder), 1u);
  EXPECT_EQ(EmptyFolder(), folder);
  EXPECT_EQ(FilesIn(folder), 0u);
}

}  // namespace
}  // namespace graft::testing
