// GraftProgram: the program graft as a child process, as a user meets it.
//
// Idea:    Each test runs the real binary with real arguments, input and signals. A run may
//          be given a largest file size, which is how a full disk looks to a program.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace graft::testing {

struct Outcome {
  int code = 0;  // exit code, or 128 + the signal that ended it
  std::string out, err;
};

class GraftProgram {
 public:
  // Starts `graft args…`; `input` is its standard input. largest_file: bytes, 0: no limit.
  explicit GraftProgram(const std::vector<std::string>& args,
                        const std::string& input = "", int64_t largest_file = 0);
  GraftProgram(const GraftProgram&) = delete;
  GraftProgram& operator=(const GraftProgram&) = delete;
  ~GraftProgram();

  void Send(int signal);
  bool Running();
  Outcome Wait();

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::string out_, err_;  // files
};

inline Outcome RunGraft(const std::vector<std::string>& args,
                        const std::string& input = "", int64_t largest_file = 0) {
  return GraftProgram(args, input, largest_file).Wait();
}

// A fresh folder, or a path in one.
std::string Scratch(const std::string& name);
std::string Contents(const std::string& path);
std::string WriteScratch(const std::string& name, const std::string& contents);
// Waits until there is such a file; false if the program ends before.
bool WaitForFile(const std::string& path, GraftProgram* program);

}  // namespace graft::testing
