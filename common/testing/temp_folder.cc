#include "common/testing/temp_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>

#include "common/base/check.h"
#include "common/base/files.h"

namespace graft::testing {

std::string EmptyFolder() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  CHECK(test != nullptr) << "outside of a test";
  const std::string folder = ::testing::TempDir() + "/" + test->name();
  std::filesystem::remove_all(folder);
  const absl::Status made = MakeFolder(folder);
  CHECK(made.ok()) << made.ToString();
  return folder;
}

size_t FilesIn(const std::string& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), {});
}

}  // namespace graft::testing
