#include "common/base/own_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <vector>

#include "common/base/files.h"

namespace graft {
namespace {

// Each argument ends with a zero byte.
absl::StatusOr<std::vector<std::string>> OwnArguments() {
  ASSIGN_OR_RETURN(const std::string line, ReadFile("/proc/self/cmdline"));
  std::istringstream parts(line);
  std::vector<std::string> arguments;
  for (std::string part; std::getline(parts, part, '\0');) arguments.push_back(part);
  return arguments;
}

absl::StatusOr<std::string> ReadAll(int descriptor) {
  std::string text;
  char buffer[4096];
  while (true) {
    const ssize_t n = ::read(descriptor, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return absl::ErrnoToStatus(errno, "cannot read from the child process");
    if (n == 0) return text;
    text.append(buffer, static_cast<size_t>(n));
  }
}

int WaitFor(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

absl::StatusOr<std::string> RunSelf(const std::string& argument) {
  ASSIGN_OR_RETURN(std::vector<std::string> arguments, OwnArguments());
  arguments.push_back(argument);
  std::vector<char*> argv;
  for (std::string& a : arguments) argv.push_back(a.data());
  argv.push_back(nullptr);
  int ends[2];
  if (::pipe(ends) != 0) return absl::ErrnoToStatus(errno, "cannot make a pipe");
  const pid_t child = ::fork();
  if (child < 0) return absl::ErrnoToStatus(errno, "cannot start a process");
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execv("/proc/self/exe", argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  absl::StatusOr<std::string> text = ReadAll(ends[0]);
  ::close(ends[0]);
  const int status = WaitFor(child);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return absl::InternalError(
        StrCat(arguments[0], " … ", argument, " did not end with 0 but ",
               WIFEXITED(status) ? StrCat(WEXITSTATUS(status))
                                 : StrCat("by signal ", WTERMSIG(status))));
  return text;
}

}  // namespace graft
