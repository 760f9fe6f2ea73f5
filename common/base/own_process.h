// RunSelf: this program once more, in a process of its own.
//
// Idea:    peak memory and cold caches belong to a process, so each figure of a measurement
//          comes from a fresh one: the same program with the same arguments and one more.
// Errors:  the system's where the child cannot be started or read from; Internal if it does
//          not end with 0. What it wrote to standard error has gone there already.
#pragma once

#include <string>

#include "common/base/status.h"

namespace graft {

// What the child writes to standard output, given `argument` after our own ones.
absl::StatusOr<std::string> RunSelf(const std::string& argument);

}  // namespace graft
