// graft: fine-tuning from the command line; see README.md.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace {

// `bazel run` starts programs in a folder of its own; paths are meant from the caller's.
void GoToCallersFolder() {
  const char* folder = std::getenv("BUILD_WORKING_DIRECTORY");
  if (folder != nullptr && ::chdir(folder) != 0)
    std::cerr << "warning: cannot go to " << folder << "\n";
}

// Neither our code nor abseil throws. LibTorch does where memory runs out.
[[noreturn]] void OnException() {
  std::string what = "unknown error";
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::bad_alloc&) {
    what = "out of memory";
  } catch (const std::exception& e) {
    what = e.what();
    what.resize(std::min(what.find('\n'), what.size()));
  } catch (...) {
  }
  std::cerr << "graft: " << what << std::endl;
  std::_Exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(OnException);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error of write
  GoToCallersFolder();
  using namespace graft::cli;
  return RunProgram({TrainCommand(), EvalCommand(), PredictCommand(), MethodsCommand(),
                     TokenizeCommand(), EncodeCommand(), InspectCommand(),
                     MergeCommand(), ExportCommand()},
                    {argv, argv + argc});
}
