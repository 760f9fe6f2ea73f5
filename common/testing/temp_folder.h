// TempFolder: a folder of its own for each test that writes files.
#pragma once

#include <cstddef>
#include <string>

namespace graft::testing {

// An empty folder named after the running test, below the test's temporary folder.
std::string EmptyFolder();

// Number of entries of a folder, subfolders not entered.
size_t FilesIn(const std::string& folder);

}  // namespace graft::testing
