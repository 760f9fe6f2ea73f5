#include "common/base/machine.h"

#include <fstream>
#include <thread>

#include "common/base/strings.h"

namespace graft {
namespace {

// The text after "key" and a colon in a file of such lines; empty if there is none.
std::string Line(const char* path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with(key))
      if (const size_t at = line.find_first_not_of(" \t", line.find(':') + 1);
          at != std::string::npos)
        return line.substr(at);
  return "";
}

}  // namespace

std::string CpuName() {
  const std::string model = Line("/proc/cpuinfo", "model name");
  if (model.empty()) return "unknown";
  return StrCat(model, ", ", std::thread::hardware_concurrency(), " cores");
}

std::string CompilerName() {
#if defined(__clang__)
  return StrCat("Clang ", __clang_major__, ".", __clang_minor__, ".",
                __clang_patchlevel__);
#else
  return StrCat("GCC ", __GNUC__, ".", __GNUC_MINOR__, ".", __GNUC_PATCHLEVEL__);
#endif
}

double PeakMemoryMib() {
  const std::string kib = Line("/proc/self/status", "VmHWM");
  return kib.empty() ? 0 : std::stod(kib) / 1024;
}

bool ResetPeakMemory() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5" << std::flush;
  return file.good();
}

}  // namespace graft
