// Program: one of our programs as a child process, as a user meets it.
//
// Idea:    A test runs the real binary with real arguments, input and signals. A run may be
//          given a largest file size, which is how a full disk looks to a program.
// Errors:  a program that is not there or cannot be started is a CHECK.
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

class Program {
 public:
  // Starts `runfile args…` ("cli/graft", among the test's data); `input` is its standard
  // input. largest_file: bytes, 0: no limit.
  Program(const std::string& runfile, const std::vector<std::string>& args,
          const std::string& input = "", int64_t largest_file = 0);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  void Send(int signal);
  bool Running();
  Outcome Wait();

 private:
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::string out_, err_;  // files
};

// Waits until there is such a file; false if the program ends before.
bool WaitForFile(const std::string& path, Program* program);

}  // namespace graft::testing
