// CallersFolder: where the user stands who starts a program by `bazel run`.
#pragma once

#include <string>

namespace graft {

// `bazel run` starts programs in a folder of its own; paths are meant from the caller's.
// Goes there, with a warning on standard error if that fails.
void GoToCallersFolder();

}  // namespace graft
