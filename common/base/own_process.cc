#include "common/base/own_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "common/base/strings.h"

namespace graft {
namespace {

// The arguments end with a zero byte each.
absl::StatusOr<std::vector<std::string>> OwnArguments() {
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen("/proc/self/cmdline", "r"),
                                             &std::fclose);
  if (!file) return absl::InternalError("cannot read /proc/self/cmdline");
  std::vector<std::string> arguments(1);
  for (int c = std::fgetc(file.get()); c != EOF; c = std::fgetc(file.get()))
    if (c == '\0')
      arguments.emplace_back();
    else
      arguments.back() += static_cast<char>(c);
  arguments.pop_back();
  return arguments;
}

std::string ReadAll(int descriptor) {
  std::string text;
  char buffer[4096];
  ssize_t n;
  while ((n = ::read(descriptor, buffer, sizeof buffer)) > 0 ||
         (n < 0 && errno == EINTR))
    if (n > 0) text.append(buffer, static_cast<size_t>(n));
  return text;
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
  if (::pipe(ends) != 0) return absl::InternalError("cannot make a pipe");
  const pid_t child = ::fork();
  if (child < 0) return absl::InternalError("cannot start a process");
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execv("/proc/self/exe", argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  std::string text = ReadAll(ends[0]);
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
