// graft: fine-tuning from the command line; see README.md.
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "common/base/callers_folder.h"

namespace {

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
  graft::GoToCallersFolder();
  using namespace graft::cli;
  return RunProgram({TrainCommand(), EvalCommand(), PredictCommand(), MethodsCommand(),
                     TokenizeCommand(), EncodeCommand(), InspectCommand(),
                     MergeCommand(), ExportCommand()},
                    {argv, argv + argc});
}
