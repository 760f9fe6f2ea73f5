// GraftProgram: the program graft as a child process, and files for it.
#pragma once

#include <string>
#include <vector>

#include "common/testing/program.h"

namespace graft::testing {

class GraftProgram : public Program {
 public:
  explicit GraftProgram(const std::vector<std::string>& args,
                        const std::string& input = "", int64_t largest_file = 0)
      : Program("cli/graft", args, input, largest_file) {}
};

inline Outcome RunGraft(const std::vector<std::string>& args,
                        const std::string& input = "", int64_t largest_file = 0) {
  return GraftProgram(args, input, largest_file).Wait();
}

// A path in the test's folder.
std::string Scratch(const std::string& name);
std::string Contents(const std::string& path);
std::string WriteScratch(const std::string& name, const std::string& contents);

}  // namespace graft::testing
