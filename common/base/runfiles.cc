#include "common/base/runfiles.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "common/base/check.h"

namespace graft {
namespace {

namespace fs = std::filesystem;

// Bazel lays external repositories out in both ways; the last two are our own files.
constexpr std::array<std::string_view, 4> kLayouts = {"", "external", "graft/external",
                                                      "graft"};

std::vector<std::string> RunfileRoots() {
  std::vector<std::string> roots;
  for (const char* variable : {"RUNFILES_DIR", "TEST_SRCDIR"})
    if (const char* value = std::getenv(variable); value != nullptr && *value != '\0')
      roots.push_back(value);
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!program.empty()) roots.push_back(program.string() + ".runfiles");
  roots.push_back(fs::current_path(ignored).string());
  return roots;
}

}  // namespace

absl::StatusOr<std::string> RunfileBelow(const std::vector<std::string>& roots,
                                         const std::string& name) {
  CHECK(!name.empty() && name.front() != '/') << "name is \"" << name << "\"";
  std::string searched;
  std::error_code ignored;
  for (const std::string& root : roots) {
    for (const std::string_view layout : kLayouts) {
      const fs::path path = fs::path(root) / layout / name;
      if (fs::exists(path, ignored))
        return fs::absolute(path).lexically_normal().string();
    }
    searched += "\n  " + root;
  }
  return absl::NotFoundError(
      StrCat("data file ", name, " not found; looked in", searched,
             "\nRun the program with ./bazelw run, which brings its data along."));
}

absl::StatusOr<std::string> Runfile(const std::string& name) {
  return RunfileBelow(RunfileRoots(), name);
}

}  // namespace graft
