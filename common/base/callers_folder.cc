#include "common/base/callers_folder.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace graft {

void GoToCallersFolder() {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");  // set by `bazel run`
  if (folder != nullptr && ::chdir(folder) != 0)
    std::cerr << "warning: cannot go to " << folder << "\n";
}

}  // namespace graft
