#include "common/testing/full_disk.h"

#include <gtest/gtest.h>

#include <fstream>

#include "common/testing/temp_folder.h"

namespace graft::testing {
namespace {

// Whether so many bytes can be written to a file.
bool Writes(const std::string& path, size_t bytes) {
  std::ofstream file(path, std::ios::binary);
  file << std::string(bytes, 'x') << std::flush;
  return file.good();
}

TEST(FullDisk, LimitsFilesForAsLongAsItLives) {
  const std::string path = EmptyFolder() + "/file";
  {
    const FullDisk disk(1000);
    EXPECT_TRUE(Writes(path, 1000));
    EXPECT_FALSE(Writes(path, 1001));
  }
  EXPECT_TRUE(Writes(path, 100'000));
}

}  // namespace
}  // namespace graft::testing
