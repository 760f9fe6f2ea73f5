#include "common/testing/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "common/base/check.h"
#include "common/base/files.h"
#include "common/base/runfiles.h"
#include "common/base/strings.h"

namespace graft::testing {
namespace {

void Redirect(const std::string& path, int flags, int to) {
  const int file = ::open(path.c_str(), flags, 0644);
  if (file < 0 || ::dup2(file, to) < 0) ::_exit(99);
}

}  // namespace

Program::Program(const std::string& runfile, const std::vector<std::string>& args,
                 const std::string& input, int64_t largest_file) {
  static std::atomic<int> count = 0;
  const std::string prefix = StrCat(std::getenv("TEST_TMPDIR"), "/run", count++);
  const std::string program = Runfile(runfile).value();
  const std::string in = prefix + ".in";
  CHECK(WriteFileAtomically(in, input).ok());
  out_ = prefix + ".out";
  err_ = prefix + ".err";
  std::vector<char*> words = {const_cast<char*>(program.c_str())};
  for (const std::string& arg : args) words.push_back(const_cast<char*>(arg.c_str()));
  words.push_back(nullptr);
  pid_ = ::fork();
  CHECK_GE(pid_, 0);
  if (pid_ > 0) return;
  Redirect(in, O_RDONLY, 0);
  Redirect(out_, O_WRONLY | O_CREAT | O_TRUNC, 1);
  Redirect(err_, O_WRONLY | O_CREAT | O_TRUNC, 2);
  if (largest_file > 0) {
    const rlimit limit = {static_cast<rlim_t>(largest_file),
                          static_cast<rlim_t>(largest_file)};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ::execv(program.c_str(), words.data());
  ::_exit(99);
}

Program::~Program() {
  if (!Running()) return;
  Send(SIGKILL);
  Wait();
}

void Program::Send(int signal) { CHECK_EQ(::kill(pid_, signal), 0); }

bool Program::Running() {
  if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
  return !ended_;
}

Outcome Program::Wait() {
  if (!ended_) CHECK_EQ(::waitpid(pid_, &status_, 0), pid_);
  ended_ = true;
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  return {code, ReadFile(out_).value(), ReadFile(err_).value()};
}

bool WaitForFile(const std::string& path, Program* program) {
  while (!std::filesystem::exists(path)) {
    if (!program->Running()) return false;
    ::usleep(2000);
  }
  return true;
}

}  // namespace graft::testing
