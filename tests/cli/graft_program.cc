#include "tests/cli/graft_program.h"

#include <cstdlib>
#include <filesystem>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/base/strings.h"

namespace graft::testing {

std::string Scratch(const std::string& name) {
  return StrCat(std::getenv("TEST_TMPDIR"), "/", name);
}

std::string Contents(const std::string& path) { return ReadFile(path).value(); }

std::string WriteScratch(const std::string& name, const std::string& contents) {
  const std::string path = Scratch(name);
  CHECK(MakeFolder(std::filesystem::path(path).parent_path()).ok());
  CHECK(WriteFileAtomically(path, contents).ok());
  return path;
}

}  // namespace graft::testing
